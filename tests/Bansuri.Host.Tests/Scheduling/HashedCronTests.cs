using System.Globalization;

namespace Bansuri.Host.Tests.Scheduling;

public sealed class HashedCronTests
{
    private const string Start = "2026-01-01T00:00Z";

    [Theory]
    [InlineData("H H * * *", "backup", "01-01T17:34")]
    [InlineData("H(0-29) 3 * * *", "backup", "01-01T03:04")]
    [InlineData("0,H * * * *", "backup", "01-01T00:34")]
    public void A_hash_is_the_same_in_every_release(string text, string task, string expected) =>
        Assert.Equal(expected, Cron.Of(text, task: task).Slots(Start, 1));

    [Theory]
    [InlineData("H * * * *", 0, 59, 60)]
    [InlineData("H/15 * * * *", 0, 59, 15)]
    [InlineData("H(0-29) * * * *", 0, 29, 60)]
    [InlineData("H(10-29)/10 * * * *", 10, 29, 10)]
    public void A_hash_stays_in_its_range_and_keeps_its_step(string text, int least, int most, int step)
    {
        foreach (var task in Enumerable.Range(0, 200).Select(number => $"task-{number}"))
        {
            var slots = Cron.Of(text, task: task).Between(Cron.At(Start).AddMinutes(-1), Cron.At(Start).AddMinutes(59));
            var minutes = slots.Select(slot => slot.Minute).ToList();
            Assert.All(minutes, minute => Assert.InRange(minute, least, most));
            Assert.Equal(Math.Max(1, (most - least + 1) / step), minutes.Count);
            Assert.All(minutes.Zip(minutes.Skip(1)), pair => Assert.Equal(step, pair.Second - pair.First));
        }
    }

    [Fact]
    public void Names_spread_over_the_whole_range_and_fields_vary_independently()
    {
        var tasks = Enumerable.Range(0, 2000).Select(number => $"task-{number}");
        var slots = tasks.Select(task => Cron.Of("H H * * *", task: task).Next(Cron.At(Start))!.Value).ToList();
        Assert.Equal(60, slots.Select(slot => slot.Minute).Distinct().Count());
        Assert.Equal(24, slots.Select(slot => slot.Hour).Distinct().Count());
        Assert.True(slots.Select(slot => slot.ToString("HHmm", CultureInfo.InvariantCulture)).Distinct().Count() > 700);
    }

    [Fact]
    public void A_hashed_day_is_one_that_every_month_has()
    {
        var (from, to) = (Cron.At(Start).AddTicks(-1), Cron.At("2026-12-31T23:00Z"));
        foreach (var task in Enumerable.Range(0, 300).Select(number => $"task-{number}"))
        {
            Assert.Equal(12, Cron.Of("0 0 H * *", task: task).Between(from, to).Count());
        }
    }
}
