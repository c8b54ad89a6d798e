using System.Globalization;
using Bansuri.Abstractions;
using Bansuri.Host.Scheduling;

namespace Bansuri.Host.Tests.Scheduling;

/// <summary>Short words for the tables of this folder.</summary>
internal static class Cron
{
    public static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    public static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static CronSchedule Of(string text, string zone = "UTC", CronDialect dialect = CronDialect.Vixie, string task = "backup") =>
        CronSchedule.TryParse(text, new(dialect, Zone(zone), task), out var schedule, out var error)
            ? schedule
            : throw new ArgumentException(error.Message);

    public static string Error(string text) =>
        Schedule.TryParse(text, new(CronDialect.Vixie, TimeZoneInfo.Utc, "backup"), out _, out var error) ? "no error" : error.Message;

    /// <summary>The next slots after an instant: <c>03-29T03:00+02:00 03-30T02:30+02:00</c>.</summary>
    public static string Slots(this CronSchedule schedule, string after, int count)
    {
        var slots = new List<string>();
        for (var slot = schedule.Next(At(after)); slot is { } at && slots.Count < count; slot = schedule.Next(at))
        {
            slots.Add(at.ToString(at.Second == 0 ? "MM-ddTHH:mmzzz" : "MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        }

        return string.Join(' ', slots).Replace("+00:00", "", StringComparison.Ordinal);
    }
}
