using Bansuri.Abstractions;
using Bansuri.Host.Scheduling;

namespace Bansuri.Host.Tests.Scheduling;

public sealed class CronPropertyTests
{
    [Theory]
    [InlineData("UTC", "2028-02-27T00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-28T12:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T12:00Z")]
    [InlineData("America/New_York", "2026-03-07T12:00Z")]
    [InlineData("America/New_York", "2026-10-31T12:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-03T00:00Z")]
    [InlineData("America/Havana", "2026-03-07T12:00Z")] // The gap is at midnight.
    [InlineData("America/Havana", "2026-10-31T12:00Z")]
    public void Random_expressions_agree_with_a_minute_by_minute_reference(string zone, string from)
    {
        var dice = new Random(4711);
        var (start, end) = (Cron.At(from), Cron.At(from).AddDays(3));
        for (var round = 0; round < 150; round++)
        {
            var reference = Reference(dice, Cron.Zone(zone));
            if (!CronSchedule.TryParse(reference.Text, new(reference.Dialect, reference.Zone, "backup"), out var schedule, out var error))
            {
                Assert.Contains("never fires", error.Message, StringComparison.Ordinal);
                continue;
            }

            var (expected, actual) = (reference.Slots(start, end).ToList(), schedule.Between(start, end).ToList());
            Assert.True(
                expected.SequenceEqual(actual),
                $"{reference.Text} ({reference.Dialect}): {Some(expected.Except(actual))} expected, {Some(actual.Except(expected))} not");
        }
    }

    [Fact]
    public void Random_expressions_go_on_strictly_forward_through_a_year()
    {
        var dice = new Random(1066);
        var start = Cron.At("2026-01-01T00:00Z");
        for (var round = 0; round < 300; round++)
        {
            var reference = Reference(dice, Cron.Zone("Europe/Berlin"));
            if (CronSchedule.TryParse(reference.Text, new(reference.Dialect, reference.Zone, "backup"), out var schedule, out _))
            {
                var from = start.AddMinutes(dice.Next(365 * 24 * 60)).AddSeconds(dice.Next(60));
                var next = schedule.Next(from);
                Assert.True(next > from, reference.Text);
                Assert.Equal(next, schedule.Next(next!.Value.AddTicks(-1)));
                Assert.Equal(schedule.Between(from, from.AddDays(2)).TakeLast(5), schedule.Latest(5, from, from.AddDays(2)));
            }
        }
    }

    private static string Some(IEnumerable<DateTimeOffset> slots) => string.Join(' ', slots.Take(3));

    private static CronReference Reference(Random dice, TimeZoneInfo zone)
    {
        var all = new CronReferenceField("*", [.. Enumerable.Range(0, 60)]);
        CronReferenceField Always(int least, int most) => CronReferenceField.Random(dice, least, most);
        CronReferenceField Sometimes(int least, int most) => dice.Next(2) == 0 ? all : Always(least, most);
        return new(
            [Always(0, 59), Always(0, 23), Sometimes(1, 31), Sometimes(1, 12), Sometimes(0, 6)],
            dice.Next(2) == 0 ? CronDialect.Vixie : CronDialect.And,
            zone);
    }
}
