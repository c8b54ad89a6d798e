namespace Bansuri.Host.Tests.Scheduling;

public sealed class DaylightSavingTests
{
    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "03-29T03:00+02:00 03-30T02:30+02:00")]
    [InlineData("0,30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "03-29T03:00+02:00 03-30T02:00+02:00")] // One run.
    [InlineData("0 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "03-29T03:00+02:00 03-30T02:00+02:00")]
    [InlineData("30 * * * *", "Europe/Berlin", "2026-03-29T00:00Z", "03-29T01:30+01:00 03-29T03:00+02:00 03-29T03:30+02:00")]
    [InlineData("*/20 * * * *", "Europe/Berlin", "2026-03-29T00:35Z", "03-29T01:40+01:00 03-29T03:00+02:00 03-29T03:20+02:00")]
    [InlineData("30 2 8 3 *", "America/New_York", "2026-03-01T12:00Z", "03-08T03:00-04:00")]
    [InlineData("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00Z", "10-04T02:30+11:00 10-05T02:15+11:00")]
    public void A_slot_that_spring_skips_comes_right_after_the_gap(string text, string zone, string after, string expected) =>
        Assert.Equal(expected, Cron.Of(text, zone).Slots(after, expected.Split(' ').Length));

    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "10-25T02:30+02:00 10-26T02:30+01:00")]
    [InlineData("30 2-3 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "10-25T02:30+02:00 10-25T03:30+01:00")]
    [InlineData("0/30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "10-25T02:00+02:00 10-25T02:30+02:00 10-26T02:00+01:00")]
    [InlineData("*/30 0 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "10-25T02:00+02:00 10-25T02:00:30+02:00 10-26T02:00+01:00")]
    [InlineData("30 1 * * *", "America/New_York", "2026-10-31T12:00Z", "11-01T01:30-04:00 11-02T01:30-05:00")]
    [InlineData("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T12:00Z", "04-05T01:45+11:00 04-06T01:45+10:30")]
    public void A_slot_that_autumn_repeats_comes_once(string text, string zone, string after, string expected) =>
        Assert.Equal(expected, Cron.Of(text, zone).Slots(after, expected.Split(' ').Length));

    [Theory]
    [InlineData("30 * * * *", "Europe/Berlin", "2026-10-25T00:00Z", "10-25T02:30+02:00 10-25T02:30+01:00 10-25T03:30+01:00")]
    [InlineData(
        "*/30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z",
        "10-25T02:00+02:00 10-25T02:30+02:00 10-25T02:00+01:00 10-25T02:30+01:00")]
    [InlineData("30 */2 * * *", "Europe/Berlin", "2026-10-25T00:00Z", "10-25T02:30+02:00 10-25T02:30+01:00 10-25T04:30+01:00")]
    [InlineData("*/30,31 1 * * *", "America/New_York", "2026-11-01T05:15Z", "11-01T01:30-04:00 11-01T01:31-04:00 11-01T01:00-05:00")]
    [InlineData("45 * * * *", "Australia/Lord_Howe", "2026-04-04T14:00Z", "04-05T01:45+11:00 04-05T01:45+10:30 04-05T02:45+10:30")]
    public void Minutes_or_hours_with_a_star_go_on_in_both_of_the_repeated_hours(string text, string zone, string after, string expected) =>
        Assert.Equal(expected, Cron.Of(text, zone).Slots(after, expected.Split(' ').Length));

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kolkata")]
    public void A_daily_slot_comes_once_on_every_day_of_ten_years(string zone)
    {
        var schedule = Cron.Of("10 2 * * *", zone);
        var (from, to) = (Cron.At("2025-06-01T00:00Z"), Cron.At("2035-06-01T00:00Z"));
        var slots = schedule.Between(from, to).ToList();
        Assert.Equal(slots.Count, slots.Select(slot => slot.Date).Distinct().Count());
        Assert.InRange(slots.Count, (to - from).Days, (to - from).Days + 1);
    }
}
