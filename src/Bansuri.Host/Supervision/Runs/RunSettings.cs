using Bansuri.Abstractions;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>What a run is made from.</summary>
internal sealed record RunSettings
{
    /// <summary>Of the task, over reloads and hosts.</summary>
    public required string Identity { get; init; }

    /// <summary>In force when the run begins; restart- and next-class keys are read from it.</summary>
    public required TaskConfig Config { get; init; }

    /// <summary>The newest one, for live keys.</summary>
    public required Func<TaskConfig> Live { get; init; }

    /// <summary>The retry policy of the newest one.</summary>
    public required Func<RetryPolicy> Policy { get; init; }

    public required DateTimeOffset? Slot { get; init; }

    /// <summary>
    /// Completes when the state file has the slot, so that no next host takes it for one that was missed; null where none would run it.
    /// </summary>
    public Func<Task>? SlotSaved { get; init; }

    public required AttemptExit? Previous { get; init; }

    /// <summary>Whether a further attempt may begin in what is left of the allocation.</summary>
    public Func<bool> Fits { get; init; } = () => true;

    public required SupervisionServices Services { get; init; }

    public required Action<TaskProgress> Progress { get; init; }

    /// <summary>The task's mailbox.</summary>
    public required Action<LifecycleEvent> Post { get; init; }
}
