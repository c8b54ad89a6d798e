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

    public Moment Now => new(Time.GetLocalNow(), Time.GetElapsedTime(_start));
}
