using System.Collections.Immutable;

namespace Bansuri.Host.Control.Contracts;

/// <summary>What the host says of itself: <c>GET /v1/host</c> and the <c>host</c> of <c>status --json</c>.</summary>
internal sealed record HostDocument
{
    public required int Pid { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string Node { get; init; }

    public required ConfigDocument Config { get; init; }

    /// <summary>Null outside an allocation.</summary>
    public SlurmDocument? Slurm { get; init; }

    /// <summary>Old generations of plugins that nobody uses and that something keeps in memory.</summary>
    public ImmutableArray<string> PinnedPlugins { get; init; } = [];
}

/// <param name="Path">Absolute, links unresolved.</param>
/// <param name="Revision">The one that is applied.</param>
/// <param name="LoadedAt">When that revision was applied.</param>
/// <param name="Errors">Of the content last read; empty when that is the applied one.</param>
internal sealed record ConfigDocument(string Path, int Revision, DateTimeOffset LoadedAt, ImmutableArray<ConfigErrorDocument> Errors);

internal sealed record ConfigErrorDocument
{
    /// <summary>As in docs/errors.md, <c>BAN012</c>.</summary>
    public required string Code { get; init; }

    public required string File { get; init; }

    public required int Line { get; init; }

    public required int Column { get; init; }

    public required string Message { get; init; }
}

/// <param name="EndsAt">Null when the allocation has no limit, or none that is known.</param>
internal sealed record SlurmDocument(long JobId, DateTimeOffset? EndsAt, int RestartCount)
{
    /// <summary>That the host runs on, as Slurm calls it; null when it does not say.</summary>
    public string? Node { get; init; }

    /// <summary>Of the allocation, when this was asked; null when the end is not known.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>When the tasks are stopped for the end; null when the end is not known.</summary>
    public DateTimeOffset? StopsAt { get; init; }

    /// <summary>What happens then, one line.</summary>
    public string? PlannedAction { get; init; }
}
