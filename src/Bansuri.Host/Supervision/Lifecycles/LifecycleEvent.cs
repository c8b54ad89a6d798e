namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>What happens to a task: a closed family. Orders are named as such, everything else is in the past.</summary>
internal abstract record LifecycleEvent
{
    /// <summary>The task enters the configuration, or the host starts. Also when a removed one comes back before it has gone.</summary>
    /// <param name="Desire">What the operator wanted before the host restarted.</param>
    /// <param name="LastSlot">The last slot that an earlier host handled.</param>
    internal sealed record Added(Desire Desire = Desire.Run, DateTimeOffset? LastSlot = null) : LifecycleEvent
    {
        /// <summary>The host before this one died during its last run.</summary>
        public bool WasInterrupted { get; init; }

        /// <summary>Successful runs of earlier hosts.</summary>
        public int SucceededRuns { get; init; }

        /// <summary>Of a task that runs once and has ended before the job was requeued; else null.</summary>
        public bool? HasSucceeded { get; init; }
    }

    /// <summary>The configuration of the task changed; the policy is the new one already.</summary>
    internal sealed record Changed(ChangeKinds Kinds) : LifecycleEvent;

    internal sealed record RemoveOrdered : LifecycleEvent;

    internal sealed record ShutdownOrdered : LifecycleEvent;

    internal sealed record OperatorOrdered(TaskOrder Order) : LifecycleEvent;

    internal sealed record GateChanged(Gate Gate) : LifecycleEvent;

    /// <summary>The time of <see cref="Lifecycle.Next"/> may have come; harmless when it has not.</summary>
    internal sealed record TimePassed : LifecycleEvent;

    internal sealed record AttemptStarted(int Attempt, int? Pid) : LifecycleEvent;

    internal sealed record BecameReady : LifecycleEvent;

    /// <summary>An attempt failed and another one follows after the delay, unless it is called off.</summary>
    internal sealed record AttemptFailed(AttemptExit Exit, Judgement Judgement) : LifecycleEvent;

    /// <summary>The run is over and its set of processes is empty.</summary>
    internal sealed record RunEnded(AttemptExit Exit, Judgement Judgement) : LifecycleEvent
    {
        /// <summary>Its next attempt does not fit into what is left of the allocation: the run is to begin anew where it does.</summary>
        public bool IsDeferred { get; init; }
    }
}

/// <summary>What of a task's configuration changed, by what it means for what runs.</summary>
[Flags]
internal enum ChangeKinds
{
    None = 0,

    /// <summary>A restart-class key.</summary>
    Restart = 1,

    /// <summary>A key that the next slot follows from.</summary>
    Schedule = 2,

    /// <summary>A key of the retry policy.</summary>
    Retry = 4,

    Enabled = 8,

    /// <summary>Nothing but a new generation of the plugin: what has finished is not run again for it.</summary>
    Plugin = 16,

    /// <summary>The wait before the first run.</summary>
    StartDelay = 32,

    /// <summary>How many runs there may be: ends a schedule, or lets one that had come to its end go on.</summary>
    MaxRuns = 64,
}
