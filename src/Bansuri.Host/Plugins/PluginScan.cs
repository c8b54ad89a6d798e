using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;

namespace Bansuri.Host.Plugins;

/// <summary>What one look at the plugin folders led to.</summary>
/// <param name="Changes">What is now offered, or is so no longer.</param>
/// <param name="Problems">What was rejected or is odd, each said once for each content of a folder.</param>
/// <param name="Pending">Whether a folder is still being written: look again soon.</param>
internal sealed record PluginScan(ImmutableArray<PluginChange> Changes, ImmutableArray<Diagnostic> Problems, bool Pending);

internal enum PluginChangeKind
{
    Added,
    Replaced,
    Removed,
}

/// <summary>A plugin whose generation was swapped in or taken out.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Plugin">Its name.</param>
/// <param name="Types">The names of all task types that it offered before or offers now.</param>
internal sealed record PluginChange(PluginChangeKind Kind, string Plugin, ImmutableArray<string> Types);
