using System.Collections.Immutable;
using Bansuri.Host.Scheduling;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>What configuration and operator want of a task.</summary>
internal enum Desire
{
    Run,

    /// <summary>The operator stopped it; kept over reloads and restarts of the host.</summary>
    Stopped,

    /// <summary>The operator disabled it, or the configuration did.</summary>
    Disabled,

    /// <summary>It is no longer in the configuration.</summary>
    Removed,

    /// <summary>The host shuts down.</summary>
    Shutdown,
}

/// <summary>The run that is going on.</summary>
internal sealed record ActiveRun(int Number, RunCause Cause, DateTimeOffset? Slot)
{
    public int Attempt { get; init; } = 1;

    public int? Pid { get; init; }

    public DateTimeOffset? StartedAt { get; init; }
}

/// <summary>All that is known of a task between two events; <see cref="Transitions.Next"/> makes the next one.</summary>
internal sealed record Lifecycle
{
    public TaskState State { get; init; } = TaskState.Waiting;

    public string Reason { get; init; } = "";

    public Desire Desire { get; init; }

    /// <summary>Disabled, and by no order: the next host asks its own configuration.</summary>
    public bool IsDisabledByConfiguration { get; init; }

    /// <summary>What the operator has ordered of a task that the configuration disables: <see cref="Desire.Run"/> is nothing. It counts when that ends.</summary>
    public Desire OrderBeneath { get; init; }

    /// <summary>Stopped or disabled by an order, whatever the configuration says.</summary>
    public bool IsHeldByOperator => (IsDisabledByConfiguration ? OrderBeneath : Desire) is Desire.Stopped or Desire.Disabled;

    public ActiveRun? Run { get; init; }

    /// <summary>The next slot, tick or restart; kept while a run goes on when it comes from a cron expression.</summary>
    public Activation? Next { get; init; }

    /// <summary>A run that is due and waits for <see cref="Gate"/>.</summary>
    public Activation? Pending { get; init; }

    /// <summary>Slots that wait for the present run to end: <c>overlap: queue</c>, and missed ones.</summary>
    public ImmutableArray<Slot> Waiting { get; init; } = [];

    /// <summary>What begins when the present run has been stopped; null is nothing.</summary>
    public RunCause? AfterStop { get; init; }

    public Gate Gate { get; init; } = Gate.Open;

    /// <summary>A restart-class edit counts only from the next run, and a once-task owes one for it.</summary>
    public bool OwesRunForChange { get; init; }

    /// <summary>A restart-class edit waits for the operator: <c>on-change: manual</c>.</summary>
    public bool HoldsBackChange { get; init; }

    public int Runs { get; init; }

    public int SucceededRuns { get; init; }

    public int FailedRuns { get; init; }

    public int FailedRunsInRow { get; init; }

    public int Restarts { get; init; }

    /// <summary>The number of the present or last attempt, 0 before the first.</summary>
    public int Attempt { get; init; }

    public AttemptExit? LastExit { get; init; }

    /// <summary>On the last run that ended; null before the first.</summary>
    public Verdict? LastVerdict { get; init; }

    /// <summary>The monotonic clock when the last run ended: what delays are counted from.</summary>
    public TimeSpan? EndedAt { get; init; }

    /// <summary>The monotonic clock when the start delay began; means nothing before one has.</summary>
    public TimeSpan DelayedSince { get; init; }

    /// <summary>The last slot that was run, skipped or missed, or the moment from which slots count; carried over restarts of the host.</summary>
    public DateTimeOffset? LastSlot { get; init; }

    /// <summary>Removed, and nothing of it is left.</summary>
    public bool IsGone => Desire == Desire.Removed && Run is null;

    /// <summary>Nothing more will come of it by itself.</summary>
    public bool IsFinal => Run is null && Next is null && Pending is null && Waiting.IsEmpty
        && State is TaskState.Succeeded or TaskState.Failed or TaskState.Stopped;
}
