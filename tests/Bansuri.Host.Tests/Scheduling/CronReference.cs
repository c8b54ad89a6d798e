using Bansuri.Abstractions;

namespace Bansuri.Host.Tests.Scheduling;

/// <summary>
/// What cron means, said as plainly as possible and slowly: each minute of the day is asked whether it matches. Knows nothing of Cronos.
/// </summary>
internal sealed record CronReference(CronReferenceField[] Fields, CronDialect Dialect, TimeZoneInfo Zone)
{
    public string Text => string.Join(' ', Fields.Select(part => part.Text));

    private bool Repeats => Fields[0].Star || Fields[1].Star;

    public IEnumerable<DateTimeOffset> Slots(DateTimeOffset after, DateTimeOffset upTo)
    {
        for (var minute = after.AddMinutes(1); minute <= upTo; minute = minute.AddMinutes(1))
        {
            if (IsSlot(minute))
            {
                yield return minute;
            }
        }
    }

    private bool IsSlot(DateTimeOffset minute)
    {
        var wall = Wall(minute);
        var secondTime = Wall(minute.AddMinutes(-60)) == wall || Wall(minute.AddMinutes(-30)) == wall;
        if (Matches(wall) && (Repeats || !secondTime))
        {
            return true;
        }

        // The first minute after a gap stands for all that the clock jumped over.
        for (var skipped = Wall(minute.AddMinutes(-1)).AddMinutes(1); skipped < wall; skipped = skipped.AddMinutes(1))
        {
            if (Matches(skipped))
            {
                return true;
            }
        }

        return false;
    }

    private DateTime Wall(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    private bool Matches(DateTime wall)
    {
        var (day, weekday) = (Fields[2].Has(wall.Day), Fields[4].Has((int)wall.DayOfWeek));
        var days = Dialect == CronDialect.Vixie && !Fields[2].Star && !Fields[4].Star ? day || weekday : day && weekday;
        return days && Fields[0].Has(wall.Minute) && Fields[1].Has(wall.Hour) && Fields[3].Has(wall.Month);
    }
}
