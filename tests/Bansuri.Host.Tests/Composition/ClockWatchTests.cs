using Bansuri.Host.Composition;
using Bansuri.Host.Tests.Processes;
using Bansuri.Host.Tests.Supervision;

namespace Bansuri.Host.Tests.Composition;

public sealed class ClockWatchTests
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(3 * 3600, "ahead by 3 h")]
    [InlineData(-90, "back by 90 s")]
    [InlineData(-50, null)]
    [InlineData(59, null)]
    public async Task A_leap_of_more_than_a_minute_is_one_line(int seconds, string? said)
    {
        var time = new LeapingTime();
        var log = new ListLog();
        using var stopping = new CancellationTokenSource();
        var watch = new ClockWatch(time, log).RunAsync(stopping.Token);

        await time.SleepOverAsync(Look);
        await Eventually.TrueAsync(() => time.WakesIn(Look), "the next look");
        time.Leap = TimeSpan.FromSeconds(seconds);
        time.Advance(Look);
        await Eventually.TrueAsync(() => time.Sleepers == 1, "the look after that");
        time.Advance(Look);
        await stopping.CancelAsync();
        await watch.InTime();

        Assert.Equal(said is null ? 0 : 1, log.Lines.Count);
        Assert.All(log.Lines, line => Assert.Contains($"the clock leapt {said} (it was set", line, StringComparison.Ordinal));
    }

    private sealed class LeapingTime : ManualTime
    {
        public TimeSpan Leap { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Leap;

        // Else it would be taken from the wall clock above.
        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
