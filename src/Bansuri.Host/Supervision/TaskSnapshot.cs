namespace Bansuri.Host.Supervision;

/// <summary>What is: a task at one moment, immutable. The only thing that supervision gives back to the rest of the house.</summary>
internal sealed record TaskSnapshot
{
    /// <summary>The name that users see and give.</summary>
    public required string Name { get; init; }

    public required string Type { get; init; }

    public required TaskState State { get; init; }

    /// <summary>Why it is in that state, one line.</summary>
    public required string Reason { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>Stopped or disabled by an order, which an edit does not lift.</summary>
    public bool IsHeldByOperator { get; init; }

    public int? Pid { get; init; }

    /// <summary>Of the present run; null when none is active.</summary>
    public string? RunId { get; init; }

    /// <summary>When the present attempt started; null when none runs.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The number of the present or last attempt in its run, 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>Null is unlimited.</summary>
    public int? Times { get; init; }

    /// <summary>Runs that have begun.</summary>
    public int Runs { get; init; }

    public int FailedRuns { get; init; }

    /// <summary>Failed runs since the last one that succeeded.</summary>
    public int FailedRunsInRow { get; init; }

    public int Restarts { get; init; }

    /// <summary>The last run that ended succeeded; false before the first.</summary>
    public bool LastRunSucceeded { get; init; }

    /// <summary>Nothing more will come of it by itself.</summary>
    public bool IsFinal { get; init; }

    public AttemptExit? LastExit { get; init; }

    public DateTimeOffset? NextRun { get; init; }

    /// <summary>Of the task's whole tree; null when not known.</summary>
    public double? CpuSeconds { get; init; }

    public long? MemoryBytes { get; init; }

    public int? ProcessCount { get; init; }

    /// <summary>The plugin generation that serves it, e.g. <c>shell@1.0.0+3f2a</c>; null while none does.</summary>
    public string? Generation { get; init; }

    public string? Description { get; init; }

    /// <summary>Between 0 and 1, and what is being done, as the task's code last said.</summary>
    public Abstractions.TaskProgress? Progress { get; init; }
}

/// <summary>How an attempt ended.</summary>
internal sealed record AttemptExit(ExitReason Reason, DateTimeOffset At, TimeSpan Duration)
{
    /// <summary>For people: <c>exit 1 after 4 s</c>.</summary>
    public override string ToString() => Reason is ExitReason.Exited or ExitReason.Signalled ? $"{Reason} after {Spoken.Duration(Duration)}" : Reason.ToString();
}
