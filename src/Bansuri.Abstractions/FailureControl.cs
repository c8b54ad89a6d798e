using System.Collections.Immutable;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Abstractions;

/// <summary>What counts as a failure, what follows from it, and how the task is stopped. Immutable; defaults are filled in.</summary>
public sealed class FailureControl
{
    private readonly KeyValues _values;

    internal FailureControl(KeyValues values) => _values = values;

    /// <summary>Attempts of one run, the first included; null is unlimited. Key <c>times</c>.</summary>
    public int? Times => _values.Get(FailureControlKeys.Times);

    /// <summary>What a failed attempt leads to. Key <c>on-fail</c>.</summary>
    public OnFail OnFail => _values.Get(FailureControlKeys.OnFail);

    /// <summary>The first wait between attempts, at most 24 h. Default 1 s. Key <c>restart-delay</c>.</summary>
    public TimeSpan RestartDelay => _values.Get(FailureControlKeys.RestartDelay);

    /// <summary>The longest wait between attempts, at most 24 h. Default 5 min. Key <c>restart-delay-max</c>.</summary>
    public TimeSpan RestartDelayMax => _values.Get(FailureControlKeys.RestartDelayMax);

    /// <summary>How the wait between attempts grows. Default exponential. Key <c>backoff</c>.</summary>
    public BackoffKind Backoff => _values.Get(FailureControlKeys.Backoff);

    /// <summary>Whether waits are spread at random. Default true. Key <c>backoff-jitter</c>.</summary>
    public bool BackoffJitter => _values.Get(FailureControlKeys.BackoffJitter);

    /// <summary>An attempt that lived this long forgets the earlier failures. Default 60 s. Key <c>healthy-after</c>.</summary>
    public TimeSpan HealthyAfter => _values.Get(FailureControlKeys.HealthyAfter);

    /// <summary>The exit codes that are success. Default 0 alone. Key <c>success-codes</c>.</summary>
    public ImmutableArray<int> SuccessCodes => _values.Get(FailureControlKeys.SuccessCodes);

    /// <summary>Exit codes that are never tried again. Default 126 and 127; none for forever tasks. Key <c>fatal-codes</c>.</summary>
    public ImmutableArray<int> FatalCodes => _values.Get(FailureControlKeys.FatalCodes);

    /// <summary>Tasks that must have come so far before this one starts. Key <c>depends-on</c>.</summary>
    public ImmutableArray<Dependency> DependsOn => _values.Get(FailureControlKeys.DependsOn);

    /// <summary>Whether the host stops everything and exits 1 when the task fails for good. Default false. Key <c>essential</c>.</summary>
    public bool Essential => _values.Get(FailureControlKeys.Essential);

    /// <summary>The number of the signal that asks the task to end. Default 15, SIGTERM. Key <c>stop-signal</c>.</summary>
    public int StopSignal => _values.Get(FailureControlKeys.StopSignal);

    /// <summary>From the stop signal to SIGKILL. Default: <c>host.grace-period</c>, 120 s. Key <c>grace-period</c>.</summary>
    public TimeSpan GracePeriod => _values.Get(FailureControlKeys.GracePeriod);

    /// <summary>The probe that says when the task is ready; null is none. Key <c>ready</c>.</summary>
    public Probe? Ready => _values.Get(FailureControlKeys.Ready);

    /// <summary>The probe that says whether the task still works; null is none. Key <c>alive</c>.</summary>
    public Probe? Alive => _values.Get(FailureControlKeys.Alive);

    /// <summary>What a restart-class change does. Default auto. Key <c>on-change</c>.</summary>
    public ChangeReaction OnChange => _values.Get(FailureControlKeys.OnChange);

    /// <summary>Where the plugin's code runs. Default none: in the host. Key <c>isolation</c>.</summary>
    public IsolationKind Isolation => _values.Get(FailureControlKeys.Isolation);

    /// <summary>What a restarted host does with what a killed one left. Default stop. Key <c>on-host-crash</c>.</summary>
    public HostCrashPolicy OnHostCrash => _values.Get(FailureControlKeys.OnHostCrash);

    /// <summary>A task with a <c>ready</c> probe must be ready within this. Default 60 s. Key <c>timeout-start</c>.</summary>
    public TimeSpan TimeoutStart => _values.Get(FailureControlKeys.TimeoutStart);

    /// <summary>What happens to processes that outlive the task's main process. Default stop. Key <c>leftovers</c>.</summary>
    public LeftoverPolicy Leftovers => _values.Get(FailureControlKeys.Leftovers);
}
