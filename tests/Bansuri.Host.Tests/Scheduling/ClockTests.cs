using Bansuri.Host.Scheduling;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Scheduling;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Noon = Cron.At("2026-01-01T12:00Z");

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(30, 30)]
    [InlineData(60, 60)]
    [InlineData(61, 60)]
    [InlineData(100L * 24 * 3600, 60)]
    public void A_nap_ends_at_the_instant_or_after_a_minute(long secondsLeft, int nap) =>
        Assert.Equal(TimeSpan.FromSeconds(nap), Nap.Until(Noon.AddSeconds(secondsLeft), Noon));

    [Theory]
    [InlineData(0, null)]
    [InlineData(60, null)]
    [InlineData(-60, null)]
    [InlineData(61, 61)]
    [InlineData(-3600, -3600)]
    public void A_leap_of_the_wall_clock_shows_against_the_monotonic_one(int leapSeconds, int? seen)
    {
        var time = new FakeTimeProvider(Noon);
        var before = ClockReading.Of(time);
        time.Advance(TimeSpan.FromMinutes(30)); // A long nap alone is no leap.
        var after = ClockReading.Of(time);
        after = after with { Wall = after.Wall.AddSeconds(leapSeconds) };
        Assert.Equal(seen, (int?)after.LeapSince(before, time)?.TotalSeconds);
    }
}
