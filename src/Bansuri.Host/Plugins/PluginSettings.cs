using System.Collections.Immutable;

namespace Bansuri.Host.Plugins;

/// <summary>What the catalog is told by the composition root.</summary>
/// <param name="Folders">Folders of plugin folders, absolute, in order of precedence; they need not exist.</param>
/// <param name="CopyDirectory">A node-local folder for shadow copies that belongs to this host alone; emptied at start and at the end.</param>
/// <param name="IsInUse">Whether a task of the configuration names the type.</param>
internal sealed record PluginSettings(ImmutableArray<string> Folders, string CopyDirectory, Func<string, bool> IsInUse)
{
    /// <summary>Where the code of plugins runs. Disposed with the catalog.</summary>
    public PluginThreads Threads { get; init; } = new();
}
