using Bansuri.Abstractions;
using Bansuri.Host.Scheduling;

namespace Bansuri.Host.Tests.Scheduling;

public sealed class ScheduleTests
{
    private static Schedule Read(string text, string zone = "UTC")
    {
        Assert.True(Schedule.TryParse(text, new(CronDialect.Vixie, Cron.Zone(zone), "backup"), out var schedule, out _));
        return schedule;
    }

    [Theory]
    [InlineData("@reboot")]
    [InlineData(" @Reboot ")]
    public void Reboot_is_one_run_at_the_start(string text) => Assert.Equal(new Schedule.Once(), Read(text));

    [Theory]
    [InlineData("@every 5m", 300)]
    [InlineData("@every  90s", 90)]
    public void Every_is_a_timer(string text, int seconds) => Assert.Equal(new Schedule.Timer(TimeSpan.FromSeconds(seconds)), Read(text));

    [Theory]
    [InlineData("CRON_TZ=Europe/Berlin 0 3 * * *")]
    [InlineData("CRON_TZ=Europe/Berlin @daily")]
    public void A_prefix_names_the_zone_of_one_expression(string text) =>
        Assert.Equal(Read(text.Split(' ', 2)[1], "Europe/Berlin"), Read(text, "America/New_York"));

    [Fact]
    public void Without_a_prefix_the_zone_is_the_one_that_is_given() =>
        Assert.Equal("America/New_York", Assert.IsType<Schedule.Cron>(Read("@daily", "America/New_York")).Slots.Zone.Id);
}
