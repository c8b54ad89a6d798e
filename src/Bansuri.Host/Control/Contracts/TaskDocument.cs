namespace Bansuri.Host.Control.Contracts;

/// <summary>A task as <c>GET /v1/tasks</c> and <c>status --json</c> show it; docs/operations.md has the shape.</summary>
internal sealed record TaskDocument
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public required string State { get; init; }

    public required string Reason { get; init; }

    public int? Pid { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public int Attempt { get; init; }

    /// <summary>Null is unlimited.</summary>
    public int? Times { get; init; }

    public int Runs { get; init; }

    public int FailedRuns { get; init; }

    public int Restarts { get; init; }

    public LastExitDocument? LastExit { get; init; }

    public DateTimeOffset? NextRun { get; init; }

    public double? CpuSeconds { get; init; }

    public long? MemoryBytes { get; init; }

    public string? Generation { get; init; }
}

internal sealed record LastExitDocument
{
    public required string Reason { get; init; }

    public int? Code { get; init; }

    /// <summary>In the style of <c>SIGTERM</c>.</summary>
    public string? Signal { get; init; }

    public required DateTimeOffset At { get; init; }

    public required double Seconds { get; init; }
}
