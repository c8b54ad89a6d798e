using Bansuri.Host.Configuration;

namespace Bansuri.Host.Reconciliation;

/// <summary>A task as it is wanted: what was written, and the generation of the plugin that provides its type.</summary>
/// <param name="Entry">What was written.</param>
/// <param name="Generation">Name, version and the whole hash; null while no plugin provides the type.</param>
internal sealed record TaskSpec(TaskEntry Entry, string? Generation)
{
    // Of thousands of tasks hardly one is asked for it.
    private string? _fingerprint;

    public string Identity => Entry.Identity;

    public string Name => Entry.Name;

    /// <summary>Equal for tasks that differ in nothing but their name: what a rename is known by.</summary>
    public string Fingerprint => _fingerprint ??= Reconciliation.Fingerprint.OfAllButTheName(Entry.Config);
}
