using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Bansuri.Host.Scheduling;

/// <summary>
/// Reads one field. Cronos would read most of it too, but says neither which value is wrong nor whether a field begins with a star, knows
/// no list with <c>L</c>, <c>W</c> or <c>#</c> in it, and no range of <c>H</c>.
/// </summary>
internal sealed partial class CronFieldReader(CronField field, string taskName)
{
    private string? _error;

    public bool TryRead(string text, out CronValues values, [NotNullWhen(false)] out CronError? error)
    {
        values = CronValues.Empty with { Star = text[0] is '*' or '?' };
        foreach (var item in text.Split(','))
        {
            values = CalendarDay(item) is { } day ? values.With(day) : values.With(Values(item));
        }

        error = _error is null ? null : new(_error);
        return error is null;
    }

    /// <summary>A day that only a calendar can tell, in Cronos' spelling; null when the item is none.</summary>
    private string? CalendarDay(string item)
    {
        if (field == CronField.DayOfMonth && DayOfMonth().IsMatch(item))
        {
            return item.ToUpperInvariant();
        }

        var weekday = DayOfWeek().Match(item);
        return field == CronField.DayOfWeek && weekday.Success && field.ValueOf(weekday.Groups["day"].Value) is { } day
            ? string.Create(CultureInfo.InvariantCulture, $"{field.Normal(day)}{weekday.Groups["which"].Value.ToUpperInvariant()}")
            : null;
    }

    /// <summary>The values of one entry. After an error they are any: the first error is what counts.</summary>
    private IEnumerable<int> Values(string item)
    {
        var match = Item().Match(item);
        if (!match.Success)
        {
            Fail(item.Length == 0
                ? $"{field.Name} has an empty entry where {field.Allowed} is allowed"
                : $"{field.Name} '{item}' is no value, range or step of {field.AllowedDays}");
            return [];
        }

        var (hashed, from, to, step) = (match.Groups["hash"].Success, match.Groups["from"], match.Groups["to"], match.Groups["step"]);
        var first = Value(from, field.Least);
        var open = hashed ? field.MostHashed : Math.Max(first, field.Last);
        var last = Value(to, from.Success && !step.Success ? first : open);
        var width = Step(step, item);
        return hashed ? Hashed(item, first, last, width) : Range(first, last, width ?? 1);
    }

    /// <summary>A range may go over the end: 22-2 of the hours, FRI-MON.</summary>
    private IEnumerable<int> Range(int first, int last, int step)
    {
        var end = last >= first ? last : last + field.Count;
        for (var value = first; value <= end; value += step)
        {
            yield return field.Normal(value);
        }
    }

    /// <summary>Without a step one value of the range; with it each so many-th, from one of the first on.</summary>
    private IEnumerable<int> Hashed(string item, int first, int last, int? step)
    {
        var count = last - first + 1;
        if (count < 1 || step > count)
        {
            Fail($"{field.Name} '{item}' has a range or step that holds no value of {field.Allowed}");
            return [];
        }

        var start = first + (int)(StableHash.Of($"{taskName} {field.Name}") % (ulong)(step ?? count));
        return Range(start, last, step ?? count);
    }

    private int Value(Group text, int otherwise)
    {
        if (!text.Success)
        {
            return otherwise;
        }

        if (field.ValueOf(text.Value) is { } value)
        {
            return value;
        }

        Fail($"{field.Name} '{text.Value}' is not in {field.Allowed}");
        return otherwise;
    }

    private int? Step(Group text, string item)
    {
        if (!text.Success)
        {
            return null;
        }

        if (int.TryParse(text.Value, out var step) && step >= 1 && step <= field.Most)
        {
            return step;
        }

        Fail($"the step of {field.Name} '{item}' is not in 1-{field.Most}");
        return null;
    }

    private void Fail(string message) => _error ??= message;

    [GeneratedRegex(
        "^(?:[*?]|(?<hash>H)(?:\\((?<from>[0-9A-Z]+)-(?<to>[0-9A-Z]+)\\))?|(?<from>[0-9A-Z]+)(?:-(?<to>[0-9A-Z]+))?)(?:/(?<step>[0-9]+))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Item();

    [GeneratedRegex(
        "^(?:L(?:-(?:[1-9]|[12][0-9]|30))?W?|(?:[1-9]|[12][0-9]|3[01])W)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DayOfMonth();

    [GeneratedRegex("^(?<day>[0-9A-Z]+?)(?<which>L|#[1-5])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DayOfWeek();
}
