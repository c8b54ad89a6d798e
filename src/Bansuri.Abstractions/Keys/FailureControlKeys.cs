using System.Collections.Immutable;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Keys;

/// <summary>The rows of the section FailureControl. See docs/configuration.md for the reference that is made from them.</summary>
internal static class FailureControlKeys
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(24);

    private static readonly ValueReader<ImmutableArray<int>> ExitCodes = new SetReader<int>(Scalars.Integer(0, 255), "exit codes from 0 to 255");

    public static readonly Key<int?> Times = new("times", Section.FailureControl, ChangeClass.Live, Scalars.CountOrUnlimited, "attempts of one run, the first included")
    {
        Aliases = ["max-attempts"],
        DefaultFrom = Retrying,
        DefaultText = "`1`; with `on-fail: restart` unlimited",
    };

    public static readonly Key<OnFail> OnFail = new("on-fail", Section.FailureControl, ChangeClass.Live, Scalars.OneOf<OnFail>(), "what a failed attempt leads to")
    {
        DefaultFrom = Reaction,
        DefaultText = "`stop`; forever tasks and `times` over 1: `restart`",
    };

    public static readonly Key<TimeSpan> RestartDelay = new("restart-delay", Section.FailureControl, ChangeClass.Live, Durations.AtLeast(TimeSpan.Zero, LongestDelay), "the first wait between attempts")
    {
        Default = TimeSpan.FromSeconds(1),
        DefaultText = "`1s`",
    };

    public static readonly Key<TimeSpan> RestartDelayMax = new("restart-delay-max", Section.FailureControl, ChangeClass.Live, Durations.AtLeast(TimeSpan.Zero, LongestDelay), "the longest wait between attempts")
    {
        DefaultFrom = defaults => TimeSpan.FromTicks(Math.Max(TimeSpan.FromMinutes(5).Ticks, defaults.Get(RestartDelay).Ticks)),
        DefaultText = "`5m`, or `restart-delay` when that is longer",
    };

    public static readonly Key<BackoffKind> Backoff = new("backoff", Section.FailureControl, ChangeClass.Live, Scalars.OneOf<BackoffKind>(), "how the wait between attempts grows")
    {
        Default = BackoffKind.Exponential,
        DefaultText = "`exponential`",
    };

    public static readonly Key<bool> BackoffJitter = new("backoff-jitter", Section.FailureControl, ChangeClass.Live, Scalars.Boolean, "spreads the waits of tasks that failed together")
    {
        Default = true,
        DefaultText = "`true`",
    };

    public static readonly Key<TimeSpan> HealthyAfter = new("healthy-after", Section.FailureControl, ChangeClass.Live, Durations.AtLeast(TimeSpan.Zero), "an attempt that lived this long forgets the earlier failures")
    {
        Default = TimeSpan.FromSeconds(60),
        DefaultText = "`60s`",
    };

    public static readonly Key<ImmutableArray<int>> SuccessCodes = new("success-codes", Section.FailureControl, ChangeClass.Live, ExitCodes, "the exit codes that are success")
    {
        Default = [0],
        DefaultText = "`[0]`",
    };

    public static readonly Key<ImmutableArray<int>> FatalCodes = new("fatal-codes", Section.FailureControl, ChangeClass.Live, ExitCodes, "exit codes that are never tried again")
    {
        DefaultFrom = defaults => defaults.Get(SchedulingKeys.Forever) ? [] : [126, 127],
        DefaultText = "`[126, 127]`; forever tasks: none",
    };

    public static readonly Key<ImmutableArray<Dependency>> DependsOn = new("depends-on", Section.FailureControl, ChangeClass.Live, new ListReader<Dependency>(Dependencies.Dependency, "names of tasks, or {task, condition}"), "tasks that must have come so far before this one starts")
    {
        Default = [],
        DefaultText = "none; condition: `succeeded` for tasks that end, `ready` for forever ones",
    };

    public static readonly Key<bool> Essential = new("essential", Section.FailureControl, ChangeClass.Live, Scalars.Boolean, "when it fails for good the host stops everything and exits 1")
    {
        Default = false,
        DefaultText = "`false`",
    };

    public static readonly Key<int> StopSignal = new("stop-signal", Section.FailureControl, ChangeClass.Live, Signals.Signal, "the signal that asks the task to end")
    {
        Default = 15,
        DefaultText = "`TERM`",
    };

    public static readonly Key<TimeSpan> GracePeriod = new("grace-period", Section.FailureControl, ChangeClass.Live, Durations.AtLeast(TimeSpan.Zero), "from the stop signal to SIGKILL")
    {
        Aliases = ["watchdog-timeout"],
        DefaultFrom = defaults => defaults.Host.GracePeriod,
        DefaultText = "`host.grace-period`",
    };

    public static readonly Key<Probe?> Ready = new("ready", Section.FailureControl, ChangeClass.Live, Probes.Probe, "the probe that says when the task is ready")
    {
        Pending = "until probes are there a task is ready when it runs",
        DefaultText = "none",
    };

    public static readonly Key<Probe?> Alive = new("alive", Section.FailureControl, ChangeClass.Live, Probes.Probe, "the probe that says whether the task still works")
    {
        Pending = "probes are not there yet",
        DefaultText = "none",
    };

    public static readonly Key<ChangeReaction> OnChange = new("on-change", Section.FailureControl, ChangeClass.Live, Signals.Reaction, "what a restart-class change does")
    {
        Default = new(ChangeReactionKind.Auto),
        DefaultText = "`auto`",
    };

    public static readonly Key<IsolationKind> Isolation = new("isolation", Section.FailureControl, ChangeClass.Restart, Scalars.OneOf<IsolationKind>(), "process: run the plugin's code in a child host of its own")
    {
        Default = IsolationKind.None,
        DefaultText = "`none`",
    };

    public static readonly Key<HostCrashPolicy> OnHostCrash = new("on-host-crash", Section.FailureControl, ChangeClass.Live, Scalars.OneOf<HostCrashPolicy>(), "what a restarted host does with what a killed one left")
    {
        Pending = "what a killed host left is always stopped for now",
        Default = HostCrashPolicy.Stop,
        DefaultText = "`stop`",
    };

    public static readonly Key<TimeSpan> TimeoutStart = new("timeout-start", Section.FailureControl, ChangeClass.Live, Durations.AtLeast(TimeSpan.FromMilliseconds(1)), "a task with a `ready` probe must be ready within this")
    {
        Pending = "probes are not there yet",
        Default = TimeSpan.FromSeconds(60),
        DefaultText = "`60s`",
    };

    public static readonly Key<LeftoverPolicy> Leftovers = new("leftovers", Section.FailureControl, ChangeClass.Live, Scalars.OneOf<LeftoverPolicy>(), "processes that outlive the task's main process")
    {
        Default = LeftoverPolicy.Stop,
        DefaultText = "`stop`",
    };

    // `times` over 1 implies `restart`; `restart` alone implies unlimited. Each looks only at what was written of the other.
    private static int? Retrying(KeyDefaults defaults) => defaults.Get(OnFail) == Abstractions.OnFail.Restart ? null : 1;

    private static OnFail Reaction(KeyDefaults defaults)
    {
        var forever = defaults.Get(SchedulingKeys.Forever);
        var several = defaults.IsWritten(Times) && defaults.Get(Times) != 1;
        return forever || several ? Abstractions.OnFail.Restart : Abstractions.OnFail.Stop;
    }
}
