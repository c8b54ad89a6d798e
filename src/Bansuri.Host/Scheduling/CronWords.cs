using System.Collections.Immutable;
using System.Globalization;

namespace Bansuri.Host.Scheduling;

/// <summary>The common shapes of cron expressions as a person says them. Every other expression is its own best description.</summary>
internal static class CronWords
{
    private static readonly ImmutableArray<string> Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    /// <summary>E.g. <c>every day at 02:00</c>; null when the expression, which is a good one, has none of the shapes.</summary>
    public static string? Of(string expression)
    {
        var fields = (CronMacros.Expand(expression) ?? "").Replace('?', '*').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return (fields.Length == 5 ? ["0", .. fields] : fields) switch
        {
            ["*", "*", "*", "*", "*", "*"] => "every second",
            [var second, "*", "*", "*", "*", "*"] when Step(second, 60) is { } step => $"every {step} seconds",
            ["0", "*", "*", "*", "*", "*"] => "every minute",
            ["0", var minute, "*", "*", "*", "*"] when Step(minute, 60) is { } step => $"every {step} minutes",
            ["0", "0", "*", "*", "*", "*"] => "every hour",
            ["0", var minute, "*", "*", "*", "*"] when Number(minute) is { } at => $"every hour at minute {at}",
            ["0", var minute, var hour, "*", "*", "*"] when Step(hour, 24) is { } step && Number(minute) is { } at => $"every {step} hours at minute {at}",
            ["0", var minute, var hour, var day, var month, var weekday] when Clock(minute, hour) is { } clock && Days(day, month, weekday) is { } days => $"{days} at {clock}",
            _ => null,
        };
    }

    private static string? Days(string day, string month, string weekday) => (day, month, weekday) switch
    {
        ("*", "*", "*") => "every day",
        ("*", "*", _) => WeekdaysOf(weekday),
        ("L", "*", "*") => "on the last day of every month",
        ("1", "*", "*") => "on the first day of every month",
        (_, "*", "*") when Number(day) is { } number => $"on day {number} of every month",
        (_, _, "*") when Number(day) is { } number && CronField.Month.ValueOf(month) is { } at => $"every year on {number} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(at)}",
        _ => null,
    };

    private static string? WeekdaysOf(string field)
    {
        if (field.Split('-') is [var first, var last])
        {
            return Weekday(first) is { } from && Weekday(last) is { } to ? $"every day from {from} to {to}" : null;
        }

        var days = field.Split(',').Select(Weekday).ToList();
        return days.Contains(null) ? null : "every " + And(days!); // no null by the test
    }

    private static string? Weekday(string text) => CronField.DayOfWeek.ValueOf(text) is { } number ? Weekdays[number % 7] : null;

    private static string? Clock(string minute, string hours)
    {
        var numbers = hours.Split(',').Select(Number).ToList();
        return Number(minute) is { } at && !numbers.Contains(null) ? And([.. numbers.Select(hour => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{at:00}"))]) : null;
    }

    // Only steps that divide the round are steps: '*/7' of the minutes has a shorter one at the full hour.
    private static int? Step(string field, int round) =>
        field.StartsWith("*/", StringComparison.Ordinal) && Number(field[2..]) is > 1 and var step && round % step == 0 ? step : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string And(IReadOnlyList<string> words) => words.Count == 1 ? words[0] : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";
}
