using System.Collections.Immutable;

namespace Bansuri.Host.StateDirectory.States;

/// <summary>
/// What the next host must know: the content of <c>state.json</c>. Immutable. What an older version did not write reads as null, and is
/// empty here.
/// </summary>
internal sealed record HostState
{
    public static readonly HostState Empty = new();

    /// <summary>By the task's identity.</summary>
    public ImmutableDictionary<string, TaskRecord> Tasks { get; init => field = value ?? ImmutableDictionary<string, TaskRecord>.Empty; } = ImmutableDictionary<string, TaskRecord>.Empty;

    /// <summary>The number that a string entry is shown by (<c>Script3</c>), by its identity.</summary>
    public ImmutableDictionary<string, int> ScriptNumbers { get; init => field = value ?? ImmutableDictionary<string, int>.Empty; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The runs that are active, by their id: what a host that died left behind is found by them.</summary>
    public ImmutableDictionary<string, RunRecord> Runs { get; init => field = value ?? ImmutableDictionary<string, RunRecord>.Empty; } = ImmutableDictionary<string, RunRecord>.Empty;

    /// <summary>How often the job requeued itself, in a row.</summary>
    public int Requeues { get; init; }

    /// <summary>The job that a host submitted to go on with its work, and its own; null when the last job was simply requeued.</summary>
    public Succession? Succession { get; init; }

    /// <summary>The host that runs, or ran last.</summary>
    public LastHost? Last { get; init; }
}

/// <param name="From">The job that submitted the other one.</param>
/// <param name="To">It goes on where that one ended.</param>
internal sealed record Succession(long From, long To);

/// <summary>What outlives the host for one task.</summary>
internal sealed record TaskRecord
{
    /// <summary>What the operator last ordered that still holds.</summary>
    public OperatorStop? Operator { get; init; }

    /// <summary>The last slot that was handled: run, skipped or missed.</summary>
    public DateTimeOffset? LastSlot { get; init; }

    /// <summary>How a task that runs once ended in a Slurm job; null while it has not, and outside of one.</summary>
    public OnceResult? Once { get; init; }

    /// <summary>Successful runs, for <c>max-runs</c>.</summary>
    public int SuccessfulRuns { get; init; }
}

/// <param name="Task">The identity of the task.</param>
/// <param name="Pid">Of its main process.</param>
/// <param name="StartTicks">When that started, in clock ticks since the boot.</param>
/// <param name="BootId">The boot of the node that the numbers belong to.</param>
/// <param name="PidNamespace">And the namespace.</param>
internal sealed record RunRecord(string Task, int Pid, ulong StartTicks, string BootId, string PidNamespace);

internal enum OperatorStop
{
    Stopped,
    Disabled,
}

/// <param name="Succeeded">False: it failed for good.</param>
/// <param name="At">When.</param>
/// <param name="JobId">The result counts in this job alone.</param>
internal sealed record OnceResult(bool Succeeded, DateTimeOffset At, long JobId)
{
    /// <summary>How often the job had been requeued: the result counts after a further requeue.</summary>
    public int RestartCount { get; init; }

    /// <summary>Of what ran: an edited task has not ended.</summary>
    public string? Fingerprint { get; init; }
}
