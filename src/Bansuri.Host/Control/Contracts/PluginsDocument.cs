using System.Collections.Immutable;

namespace Bansuri.Host.Control.Contracts;

/// <param name="Types">The task types that are offered.</param>
/// <param name="Retired">Old generations whose code is still in memory.</param>
internal sealed record PluginsDocument(ImmutableArray<TaskTypeDocument> Types, ImmutableArray<string> Retired)
{
    /// <summary>Those of them that no run uses and that could not be unloaded.</summary>
    public ImmutableArray<string> Pinned { get; init; } = [];
}

/// <summary>A task type and the plugin that provides it.</summary>
internal sealed record TaskTypeDocument
{
    public required string Type { get; init; }

    public string? Description { get; init; }

    /// <summary>The file that it came from.</summary>
    public required string Assembly { get; init; }

    public required string Version { get; init; }

    public required string Generation { get; init; }

    /// <summary>Counts what this host has loaded of all plugins.</summary>
    public required int Number { get; init; }

    public required string Hash { get; init; }

    /// <summary>The names of the tasks that use it.</summary>
    public required ImmutableArray<string> Tasks { get; init; }

    /// <summary>Whether an entry of this type must have a <c>command</c>.</summary>
    public bool RequiresCommand { get; init; }

    /// <summary>What <c>with</c> may hold; null when the type reads it by itself, whatever it holds.</summary>
    public ImmutableArray<OptionDocument>? Options { get; init; }
}
