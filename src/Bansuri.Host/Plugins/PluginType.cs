using Bansuri.Abstractions.Options;

namespace Bansuri.Host.Plugins;

/// <summary>A task type as the rest of the house knows it: the host's own record, without anything that keeps the plugin loaded.</summary>
internal sealed record PluginType
{
    /// <summary>What a configuration gives as <c>type</c>.</summary>
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required bool RequiresCommand { get; init; }

    /// <summary>The name of the plugin's folder and assembly.</summary>
    public required string Plugin { get; init; }

    /// <summary>The folder as configured, not the copy that the code was loaded from.</summary>
    public required string Folder { get; init; }

    public required string Version { get; init; }

    /// <summary>SHA-256 of all files, in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Counts the generations that this host has loaded.</summary>
    public required int Number { get; init; }

    /// <summary>Which code it is, for people, e.g. <c>shell@1.0.0+3f2a</c>.</summary>
    public string Generation => field ??= $"{Name}@{Version}+{Hash[..4]}";

    /// <summary>The same in full: of two that follow each other none is taken for the other.</summary>
    public string FullGeneration => field ??= $"{Name}@{Version}+{Hash}";

    /// <summary>What <c>with</c> may hold; null when the type reads it by itself, whatever it holds.</summary>
    public required OptionsSchema? Options { get; init; }

    /// <summary>Whether its tasks only describe a process.</summary>
    public required bool IsProcess { get; init; }
}
