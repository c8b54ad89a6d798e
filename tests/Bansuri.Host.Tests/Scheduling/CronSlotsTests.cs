using System.Globalization;
using Bansuri.Abstractions;
using Bansuri.Host.Scheduling;

namespace Bansuri.Host.Tests.Scheduling;

public sealed class CronSlotsTests
{
    private static readonly DateTimeOffset Noon = Cron.At("2026-01-01T12:00Z");

    private static CronSlots Slots(string text, TimeSpan jitter = default, string task = "backup") => new(Cron.Of(text), jitter, task);

    private static string Hours(IEnumerable<Slot> slots) =>
        string.Join(' ', slots.Select(slot => slot.At.ToString("HH", CultureInfo.InvariantCulture)));

    [Fact]
    public void Without_jitter_a_slot_is_due_when_it_says() =>
        Assert.Equal(new Slot(Noon.AddHours(1), Noon.AddHours(1)), Slots("@hourly").Next(Noon));

    [Theory]
    [InlineData(10, "@hourly")]
    [InlineData(600, "@hourly")] // Longer than the period: one period at most.
    [InlineData(600, "0 0,1,12 * * *")]
    public void Jitter_shifts_every_slot_and_loses_or_doubles_none(int minutes, string text)
    {
        foreach (var task in new[] { "a", "backup", "data-processor" })
        {
            var slots = Slots(text, TimeSpan.FromMinutes(minutes), task);
            var expected = slots.Cron.Between(Noon, Noon.AddDays(3)).ToList();
            var seen = new List<Slot>();
            for (var slot = slots.Next(Noon); slot?.At <= Noon.AddDays(3); slot = slots.Next(slot.Value.Due))
            {
                seen.Add(slot.Value);
            }

            Assert.Equal(expected, seen.Where(slot => slot.At > Noon).Select(slot => slot.At));
            Assert.All(seen, slot => Assert.InRange(slot.Due, slot.At, slot.At.AddMinutes(minutes)));
            Assert.All(seen, slot => Assert.True(slot.Due < slots.Cron.Next(slot.At)));
        }
    }

    [Fact]
    public void A_slot_that_passed_is_still_next_until_its_jitter_has_passed_too()
    {
        var slots = Slots("@hourly", TimeSpan.FromHours(1));
        var slot = slots.Next(Noon.AddTicks(-1).AddHours(1))!.Value;
        Assert.Equal(slot, slots.Next(slot.Due.AddTicks(-1)));
        Assert.Equal(slot.At.AddHours(1), slots.Next(slot.Due)!.Value.At);
        Assert.Equal(slot.At.AddHours(1), slots.Next(slot.Due.AddTicks(-1), lastHandled: slot.At)!.Value.At);
    }

    [Fact]
    public void Jitter_is_the_same_for_a_name_and_differs_between_names()
    {
        var hour = TimeSpan.FromHours(1);
        Assert.Equal(TimeSpan.FromMilliseconds(1_192_678), Jitter.Of("backup", hour, hour));
        Assert.True(Enumerable.Range(0, 100).Select(number => Jitter.Of($"task-{number}", hour, hour)).Distinct().Count() > 95);
    }

    [Fact]
    public void A_clock_that_goes_back_a_little_brings_no_slot_twice() =>
        Assert.Equal(Noon.AddHours(3), Slots("@hourly").Next(Noon, lastHandled: Noon.AddHours(2))!.Value.At);

    [Fact]
    public void A_clock_that_is_corrected_by_hours_counts_from_its_new_time() =>
        Assert.Equal(Noon.AddHours(1), Slots("@hourly").Next(Noon, lastHandled: Noon.AddYears(4))!.Value.At);

    [Theory]
    [InlineData(MissedPolicy.Skip, 10, 24, "", "08 09 10 11 12")]
    [InlineData(MissedPolicy.Once, 10, 24, "12", "08 09 10 11")]
    [InlineData(MissedPolicy.All, 10, 24, "08 09 10 11 12", "")]
    [InlineData(MissedPolicy.All, 2, 24, "11 12", "08 09 10")]
    [InlineData(MissedPolicy.All, 10, 2, "10 11 12", "08 09")]
    [InlineData(MissedPolicy.Once, 10, 0, "12", "08 09 10 11")]
    public void Slots_that_passed_are_run_or_reported(MissedPolicy policy, int max, int withinHours, string run, string missed)
    {
        var backlog = Slots("@hourly").Passed(Noon.AddHours(-5), Noon, new(policy, max, TimeSpan.FromHours(withinHours)));
        Assert.Equal((run, missed, false), (Hours(backlog.Run), Hours(backlog.Missed), backlog.More));
    }

    [Fact]
    public void Nothing_passed_when_nothing_lies_between_or_the_clock_went_back()
    {
        var all = new CatchUp(MissedPolicy.All, 10, TimeSpan.FromDays(1));
        foreach (var now in new[] { Noon.AddMinutes(59), Noon.AddDays(-9) })
        {
            var backlog = Slots("@hourly").Passed(Noon, now, all);
            Assert.Equal((0, 0, false), (backlog.Run.Length, backlog.Missed.Length, backlog.More));
        }
    }

    [Fact]
    public void A_slot_whose_jitter_still_runs_has_not_passed()
    {
        var slots = Slots("@hourly", TimeSpan.FromHours(1));
        var next = slots.Next(Noon)!.Value;
        var all = new CatchUp(MissedPolicy.All, 10, TimeSpan.FromDays(1));
        Assert.Empty(slots.Passed(next.At.AddTicks(-1), next.Due.AddTicks(-1), all).Run);
        Assert.Equal([next], slots.Passed(next.At.AddTicks(-1), next.Due, all).Run);
    }

    [Fact]
    public void A_year_of_seconds_is_told_in_a_thousand_slots_and_that_there_were_more()
    {
        var backlog = Slots("* * * * * *").Passed(Noon.AddYears(-1), Noon, new(MissedPolicy.All, 10, TimeSpan.FromDays(1)));
        Assert.Equal((10, 1000, true), (backlog.Run.Length, backlog.Missed.Length, backlog.More));
        Assert.Equal(Noon, backlog.Run[^1].At);
        Assert.Equal(backlog.Run[0].At.AddSeconds(-1), backlog.Missed[^1].At);
    }
}
