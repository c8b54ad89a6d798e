using System.Diagnostics.CodeAnalysis;
using Bansuri.Abstractions;

namespace Bansuri.Host.Scheduling;

/// <summary>
/// From the text of an expression to expressions that Cronos reads, whose union it is. One is seldom enough: crontab(5) wants day-of-month
/// OR day-of-week where Cronos wants both, and Cronos reads <c>L</c>, <c>15W</c> and <c>1#2</c> in no list.
/// </summary>
internal static class CronExpressionReader
{
    private const string Layout = "5 (minute hour day-of-month month day-of-week) or 6 with leading seconds";

    public static bool TryRead(
        string text, CronScope scope, [NotNullWhen(true)] out CronUnion? union, [NotNullWhen(false)] out CronError? error)
    {
        (union, error) = (null, null);
        if (CronMacros.Expand(text) is not { } expression)
        {
            error = new($"unknown macro '{text}' (allowed: {CronMacros.Allowed})");
            return false;
        }

        var texts = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length is < 5 or > 6)
        {
            error = new($"'{text}' has {texts.Length} {(texts.Length == 1 ? "field" : "fields")} where a cron expression has {Layout}");
            return false;
        }

        var fields = new List<CronValues>();
        foreach (var (field, part) in CronField.All.Zip(texts.Length == 5 ? ["0", .. texts] : texts))
        {
            if (!new CronFieldReader(field, scope.TaskName).TryRead(part, out var values, out error))
            {
                return false;
            }

            fields.Add(values);
        }

        union = Combine(fields, scope.Dialect);
        return true;
    }

    private static CronUnion Combine(List<CronValues> fields, CronDialect dialect)
    {
        var (days, weekdays) = (fields[3], fields[5]);
        var bothRestricted = !days.Star && !weekdays.Star;
        var time = $"{fields[0].List} {Repeating(fields[1])} {Repeating(fields[2])}";
        var expressions = bothRestricted && dialect == CronDialect.Vixie
            ? [.. days.Spellings().Select(day => (day, "*")), .. weekdays.Spellings().Select(weekday => ("*", weekday))]
            : days.Spellings().SelectMany(_ => weekdays.Spellings(), (day, weekday) => (day, weekday));
        return new([.. expressions.Select(pair => $"{time} {pair.Item1} {fields[4].List} {pair.Item2}")], bothRestricted);
    }

    /// <summary>
    /// When the clock goes back, Cronos runs an expression in both of the repeated hours if its time has any star, range or step in it.
    /// Here only a star counts, as in crontab(5): a list never does for Cronos, a range of one value always.
    /// </summary>
    private static string Repeating(CronValues time) => time.Star ? $"0-0,{time.List}" : time.List;
}
