using Bansuri.Host.Scheduling;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>Why a run begins.</summary>
internal enum RunCause
{
    /// <summary>The task was added, or the host started.</summary>
    Added,
    Slot,
    Timer,

    /// <summary>A forever task begins again.</summary>
    Restart,
    Operator,
    Trigger,

    /// <summary>The configuration changed.</summary>
    Changed,

    /// <summary>The configuration says <c>enabled</c> again.</summary>
    Enabled,
}

/// <summary>The next run and when it is due: at an instant of the wall clock for a slot, else at one of the monotonic clock.</summary>
/// <param name="ShownAt">The instant for people; the same as the slot's when there is one.</param>
internal sealed record Activation(RunCause Cause, Slot? Slot, TimeSpan? AtUptime, DateTimeOffset ShownAt)
{
    public static Activation At(Slot slot) => new(RunCause.Slot, slot, null, slot.Due);

    public static Activation After(TimeSpan delay, RunCause cause, Moment now) => new(cause, null, now.Uptime + delay, now.Wall + delay);

    public TimeSpan Remaining(Moment now) => Slot is { } slot ? slot.Due - now.Wall : (AtUptime ?? now.Uptime) - now.Uptime;
}
