using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Supervision.Runs;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision;

/// <summary>What every supervisor needs and none owns.</summary>
internal sealed class SupervisionServices(TimeProvider time, IAttemptRunner runner, ILogger log, Func<double> dice)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    public IAttemptRunner Runner { get; } = runner;

    public ILogger Log { get; } = log;

    /// <summary>From 0 up to 1.</summary>
    public Func<double> Dice { get; } = dice;

    public RetryPipeline Pipeline { get; } = new(time);

    /// <summary>Whether a run may begin in what is left of the allocation.</summary>
    public Func<Abstractions.TaskConfig, Gate> Fits { get; init; } = _ => Gate.Open;

    /// <summary>
    /// How long the end of an attempt waits for the host's own SIGTERM: where one signal reaches host and tasks at one instant, as under some
    /// of Slurm's process trackers, a task may end of it before the host has heard it, and that is no failure. Zero elsewhere.
    /// </summary>
    public Func<TimeSpan> Hesitation { get; init; } = () => TimeSpan.Zero;

    /// <summary>The host got a SIGTERM.</summary>
    public CancellationToken Terminated { get; init; }

    public Moment Now => new(Time.GetLocalNow(), Time.GetElapsedTime(_start));
}
