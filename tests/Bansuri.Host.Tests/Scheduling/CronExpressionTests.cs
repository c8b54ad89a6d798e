using Bansuri.Abstractions;

namespace Bansuri.Host.Tests.Scheduling;

public sealed class CronExpressionTests
{
    private const string Start = "2026-01-01T00:00Z"; // A Thursday.

    [Theory]
    [InlineData("@hourly", "01-01T01:00 01-01T02:00")]
    [InlineData("@daily", "01-02T00:00 01-03T00:00")]
    [InlineData("@midnight", "01-02T00:00 01-03T00:00")]
    [InlineData("@weekly", "01-04T00:00 01-11T00:00")]
    [InlineData("@monthly", "02-01T00:00 03-01T00:00")]
    [InlineData("@yearly", "01-01T00:00 01-01T00:00")]
    [InlineData("@annually", "01-01T00:00 01-01T00:00")]
    [InlineData("@DAILY", "01-02T00:00 01-03T00:00")]
    public void A_macro_is_short_for_its_expression(string text, string expected) => Assert.Equal(expected, Cron.Of(text).Slots(Start, 2));

    [Theory]
    [InlineData("0 2 * * *", "01-01T02:00 01-02T02:00")]
    [InlineData("  0\t2 *  * * ", "01-01T02:00 01-02T02:00")]
    [InlineData("*/20 * * * *", "01-01T00:20 01-01T00:40 01-01T01:00")]
    [InlineData("5/20 * * * *", "01-01T00:05 01-01T00:25 01-01T00:45 01-01T01:05")]
    [InlineData("10-30/10 1 * * *", "01-01T01:10 01-01T01:20 01-01T01:30 01-02T01:10")]
    [InlineData("1,59 0 * * *", "01-01T00:01 01-01T00:59 01-02T00:01")]
    [InlineData("*/30,5 0 * * *", "01-01T00:05 01-01T00:30 01-02T00:00")]
    [InlineData("0 22-2/2 * * *", "01-01T02:00 01-01T22:00 01-02T00:00")]
    [InlineData("15 30 4 * * *", "01-01T04:30:15 01-02T04:30:15")]
    [InlineData("*/30 * * * * *", "01-01T00:00:30 01-01T00:01 01-01T00:01:30")]
    [InlineData("0 0 ? * MON-FRI", "01-02T00:00 01-05T00:00 01-06T00:00")]
    [InlineData("0 0 * * fri-mon", "01-02T00:00 01-03T00:00 01-04T00:00 01-05T00:00 01-09T00:00")]
    [InlineData("0 0 * * 7", "01-04T00:00 01-11T00:00")]
    [InlineData("0 0 * * 5-7", "01-02T00:00 01-03T00:00 01-04T00:00 01-09T00:00")]
    [InlineData("0 0 * * 1/2", "01-02T00:00 01-05T00:00 01-07T00:00")]
    [InlineData("0 0 1 jan,Mar *", "03-01T00:00 01-01T00:00")]
    [InlineData("0 0 1 11-2 *", "02-01T00:00 11-01T00:00 12-01T00:00 01-01T00:00")]
    [InlineData("0 0 L * *", "01-31T00:00 02-28T00:00")]
    [InlineData("0 0 L-2 * *", "01-29T00:00 02-26T00:00")]
    [InlineData("0 0 LW * *", "01-30T00:00 02-27T00:00")]
    [InlineData("0 0 15W * *", "01-15T00:00 02-16T00:00")]
    [InlineData("0 0 1,L * *", "01-31T00:00 02-01T00:00 02-28T00:00 03-01T00:00")]
    [InlineData("0 0 * * 5L", "01-30T00:00 02-27T00:00")]
    [InlineData("0 0 * * SUN#2", "01-11T00:00 02-08T00:00")]
    [InlineData("0 0 * * mon#1,mon#3", "01-05T00:00 01-19T00:00 02-02T00:00")]
    [InlineData("0 0 * * 7L", "01-25T00:00 02-22T00:00")]
    [InlineData("0 0 lw * *", "01-30T00:00 02-27T00:00")]
    [InlineData("0 0 * * sunl", "01-25T00:00 02-22T00:00")]
    [InlineData("0 0 * * 6-1", "01-03T00:00 01-04T00:00 01-05T00:00 01-10T00:00")]
    [InlineData("0 0 * * 7-2", "01-04T00:00 01-05T00:00 01-06T00:00 01-11T00:00")]
    [InlineData("0 0 * * 7/2", "01-04T00:00 01-11T00:00")]
    public void A_field_reads_what_crontabs_and_their_extensions_have(string text, string expected) =>
        Assert.Equal(expected, Cron.Of(text).Slots(Start, expected.Split(' ').Length));

    [Fact]
    public void A_leap_day_comes_in_leap_years_only()
    {
        var schedule = Cron.Of("0 0 29 2 *");
        Assert.Equal(Cron.At("2028-02-29T00:00Z"), schedule.Next(Cron.At(Start)));
        Assert.Equal(Cron.At("2104-02-29T00:00Z"), schedule.Next(Cron.At("2096-03-01T00:00Z")));
    }

    [Theory]
    [InlineData("0 0 13 * 5", CronDialect.Vixie, "01-02 01-09 01-13 01-16", true)]
    [InlineData("0 0 13 * 5", CronDialect.And, "02-13 03-13 11-13", true)]
    [InlineData("0 0 */2 * 5", CronDialect.Vixie, "01-09 01-23 02-13", false)] // A star with a step is a star: both must match.
    [InlineData("0 0 13 * */5", CronDialect.Vixie, "02-13 03-13 09-13", false)]
    [InlineData("0 0 ? * 5", CronDialect.Vixie, "01-02 01-09", false)]
    [InlineData("0 0 1-31 * 5", CronDialect.Vixie, "01-02 01-03 01-04", true)] // All days, but no star: either matches.
    [InlineData("0 0 30 2 1", CronDialect.Vixie, "02-02 02-09", true)] // A day that never comes leaves the other.
    [InlineData("0 0 L * 1#1", CronDialect.Vixie, "01-05 01-31 02-02 02-28", true)]
    [InlineData("0 0 L * 6L", CronDialect.And, "01-31 02-28", true)]
    public void The_dialect_says_what_two_restricted_day_fields_mean(string text, CronDialect dialect, string expected, bool bothRestricted)
    {
        var schedule = Cron.Of(text, dialect: dialect);
        Assert.Equal(expected, schedule.Slots(Start, expected.Split(' ').Length).Replace("T00:00", "", StringComparison.Ordinal));
        Assert.Equal(bothRestricted, schedule.BothDayFieldsRestricted);
    }

    [Fact]
    public void The_next_slot_is_after_now_never_now()
    {
        var schedule = Cron.Of("0 2 * * *");
        Assert.Equal(Cron.At("2026-01-02T02:00Z"), schedule.Next(Cron.At("2026-01-01T02:00Z")));
        Assert.Equal(Cron.At("2026-01-01T02:00Z"), schedule.Next(Cron.At("2026-01-01T02:00Z").AddTicks(-1)));
    }

    [Theory]
    [InlineData("@daily", "0 0 * * *", true)]
    [InlineData("0 0 * * *", "0 0 0 ? * *", true)]
    [InlineData("0 0 * JAN mon,tue", "0  0 * 1 2,1", true)]
    [InlineData("0 0 * * 0", "0 0 * * 7", true)]
    [InlineData("0,30 0 * * *", "*/30 0 * * *", false)] // They differ when the clock goes back.
    [InlineData("0 0 * * 1", "0 0 * * 2", false)]
    public void Schedules_are_equal_that_mean_the_same(string one, string other, bool equal)
    {
        Assert.Equal(equal, Cron.Of(one).Equals(Cron.Of(other)));
        Assert.False(Cron.Of(one).Equals(Cron.Of(one, "Europe/Berlin")));
    }

    [Fact]
    public void Between_holds_its_end_and_not_its_start() => Assert.Equal(
        [Cron.At("2026-01-01T02:00Z"), Cron.At("2026-01-01T03:00Z")],
        Cron.Of("@hourly").Between(Cron.At("2026-01-01T01:00Z"), Cron.At("2026-01-01T03:00Z")));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(5000, 1440)]
    public void The_latest_slots_of_a_span_are_its_last(int count, int expected)
    {
        var (from, to) = (Cron.At("2026-01-01T00:00Z"), Cron.At("2026-01-02T00:00Z"));
        var schedule = Cron.Of("* * * * *");
        Assert.Equal(schedule.Between(from, to).TakeLast(expected), schedule.Latest(count, from, to));
    }
}
