using System.Collections.Immutable;
using Bansuri.Abstractions;

namespace Bansuri.Host.Supervision;

/// <summary>What follows from a failed attempt: <c>times</c>, <c>on-fail</c> and what belongs to them. Live: asked anew each time.</summary>
internal sealed record RetryPolicy
{
    public bool Forever { get; init; }

    public OnFail OnFail { get; init; }

    /// <summary>Attempts of one run; null is unlimited.</summary>
    public int? Times { get; init; } = 1;

    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan DelayMax { get; init; } = TimeSpan.FromMinutes(5);

    public BackoffKind Backoff { get; init; }

    public bool Jitter { get; init; } = true;

    /// <summary>Null for tasks that end and did not ask for it: their <c>times</c> bounds the run, however long an attempt lives.</summary>
    public TimeSpan? HealthyAfter { get; init; }

    public ImmutableArray<int> SuccessCodes { get; init; } = [0];

    public ImmutableArray<int> FatalCodes { get; init; } = [126, 127];

    public static RetryPolicy From(TaskConfig config)
    {
        var control = config.FailureControl;
        var forever = config.Scheduling.Forever;
        return new RetryPolicy
        {
            Forever = forever,
            OnFail = control.OnFail,
            Times = control.Times,
            Delay = control.RestartDelay,
            DelayMax = control.RestartDelayMax,
            Backoff = control.Backoff,
            Jitter = control.BackoffJitter,
            HealthyAfter = forever || config.Values.IsWritten(Abstractions.Keys.FailureControlKeys.HealthyAfter) ? control.HealthyAfter : null,
            SuccessCodes = control.SuccessCodes,
            FatalCodes = control.FatalCodes,
        };
    }
}
