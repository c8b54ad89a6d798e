using Bansuri.Abstractions;
using Bansuri.Host.Reconciliation;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>How tasks that run once have ended, for the next incarnation of the job. Pure.</summary>
internal static class OnceEnds
{
    /// <summary>Null while it has not ended, or when it was stopped.</summary>
    public static OnceEnd? Of(Lifecycle state, TaskConfig config) => state is { Run: null, LastExit: { } exit } && IsOnce(config) ? state.LastVerdict switch
    {
        Verdict.Success or Verdict.Ignored => new OnceEnd(true, exit.At, Fingerprint.OfWhatRuns(config)),
        Verdict.GiveUp => new OnceEnd(false, exit.At, Fingerprint.OfWhatRuns(config)),
        _ => null,
    } : null;

    /// <summary>The end that an earlier host saw, unless the task is another one now; null is none.</summary>
    public static bool? Carried(RememberedTask? remembered, TaskConfig config) =>
        remembered?.Once is { } end && IsOnce(config) && end.Fingerprint == Fingerprint.OfWhatRuns(config) ? end.Succeeded : null;

    // Not @reboot, which is once at every start.
    private static bool IsOnce(TaskConfig config) => config.Scheduling is { Forever: false, Timer: null, ScheduleCron: null };
}
