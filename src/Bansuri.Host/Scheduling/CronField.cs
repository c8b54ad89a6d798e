using System.Collections.Immutable;

namespace Bansuri.Host.Scheduling;

/// <summary>One of the six fields: the grammar of cron as data.</summary>
/// <param name="Name">As crontab(5) calls it, in messages.</param>
/// <param name="Least">The smallest value.</param>
/// <param name="Most">The greatest value.</param>
/// <param name="Names">Names for the values from <paramref name="Least"/> on.</param>
internal sealed record CronField(string Name, int Least, int Most, ImmutableArray<string> Names)
{
    public static readonly CronField Second = new("second", 0, 59, []);
    public static readonly CronField Minute = new("minute", 0, 59, []);
    public static readonly CronField Hour = new("hour", 0, 23, []);
    public static readonly CronField DayOfMonth = new("day-of-month", 1, 31, []) { Calendar = ", L, L-3, LW or 15W", MostHashed = 28 };
    public static readonly CronField Month = new(
        "month", 1, 12, ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]);
    public static readonly CronField DayOfWeek = new("day-of-week", 0, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])
    {
        Calendar = ", 5L or 1#2",
        Last = 6,
        MostHashed = 6,
    };

    /// <summary>All six, in the order in which an expression has them.</summary>
    public static readonly ImmutableArray<CronField> All = [Second, Minute, Hour, DayOfMonth, Month, DayOfWeek];

    /// <summary>The greatest value that is not a second name of another, as 7 is of Sunday.</summary>
    public int Last { get; private init; } = Most;

    /// <summary>The greatest value that <c>H</c> stands for: of the days, one that every month has.</summary>
    public int MostHashed { get; private init; } = Most;

    public int Count => Last - Least + 1;

    /// <summary>The values in plain words.</summary>
    public string Allowed => Names is [var first, .., var last] ? $"{Least}-{Most} or {first}-{last}" : $"{Least}-{Most}";

    /// <summary>The same with the days that only a calendar can tell.</summary>
    public string AllowedDays => Allowed + Calendar;

    private string Calendar { get; init; } = "";

    /// <summary>The value of a number or a name; null when it is none of this field.</summary>
    public int? ValueOf(string text) => Names.IndexOf(text, StringComparer.OrdinalIgnoreCase) switch
    {
        >= 0 and var index => Least + index,
        _ when int.TryParse(text, out var number) && number >= Least && number <= Most => number,
        _ => null,
    };

    /// <summary>A value that ran over the end, from the beginning on again.</summary>
    public int Normal(int value) => value > Last ? value - Count : value;
}
