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

    public required string Hash { get; init; }

    /// <summary>The names of the tasks that use it.</summary>
    public required ImmutableArray<string> Tasks { get; init; }
}
