using System.Security.Cryptography;
using System.Text;
using Bansuri.Abstractions.Keys;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Reconciliation;

/// <summary>A task as it is wanted: what was written, and the generation of the plugin that provides its type.</summary>
/// <param name="Entry">What was written.</param>
/// <param name="Generation">Such as <c>shell@1.0.0+3f2a</c>; null while no plugin provides the type.</param>
internal sealed record TaskSpec(TaskEntry Entry, string? Generation)
{
    private readonly Lazy<string> _fingerprint = new(() => Hash(Entry));

    public string Identity => Entry.Identity;

    public string Name => Entry.Name;

    /// <summary>Equal for tasks that differ in nothing but their name: what a rename is known by.</summary>
    public string Fingerprint => _fingerprint.Value;

    private static string Hash(TaskEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var key in KeyTable.All.Where(key => key.Change != ChangeClass.Identity))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(key.Format(entry.Config.Values.Get(key)) + "\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
