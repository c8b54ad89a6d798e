using System.Globalization;
using System.Text.RegularExpressions;

namespace Bansuri.Abstractions.Readers;

/// <summary>
/// Durations: <c>250ms</c>, <c>90s</c>, <c>1h30m</c>, <c>2d12h</c>, ISO 8601 <c>PT2H</c>, Slurm <c>D-HH:MM:SS</c>; a bare number is seconds.
/// </summary>
internal static partial class Durations
{
    /// <summary>The longest duration that is accepted: a hundred years of 365 days, well inside what a clock can add.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>Every spelling, for the schema.</summary>
    public const string AnySpelling = $@"\s*(?:[0-9]+\.?[0-9]*|\.[0-9]+|{UnitsForm}|{IsoForm}|{SlurmForm})\s*";

    // Of the digits only ours: others match \d as well, and no parser of numbers takes them.
    // Blanks belong to the unit before them: those that several optional groups could claim would be shared out in every possible way.
    private const string UnitsForm = @"(?=[0-9])(?:(?<d>[0-9]+(?:\.[0-9]+)?)\s*d\s*)?(?:(?<h>[0-9]+(?:\.[0-9]+)?)\s*h\s*)?(?:(?<m>[0-9]+(?:\.[0-9]+)?)\s*m(?:in)?\s*)?(?:(?<s>[0-9]+(?:\.[0-9]+)?)\s*s\s*)?(?:(?<ms>[0-9]+)\s*ms)?";
    private const string IsoForm = @"P(?=[0-9T])(?:(?<d>[0-9]+(?:\.[0-9]+)?)D)?(?:T(?=[0-9])(?:(?<h>[0-9]+(?:\.[0-9]+)?)H)?(?:(?<m>[0-9]+(?:\.[0-9]+)?)M)?(?:(?<s>[0-9]+(?:\.[0-9]+)?)S)?)?";
    private const string SlurmForm = @"(?:(?<d>[0-9]+)-)?(?<h>[0-9]{1,3}):(?<m>[0-5]?[0-9]):(?<s>[0-5]?[0-9])";

    public static ValueReader<TimeSpan> AtLeast(TimeSpan least, TimeSpan? most = null)
    {
        var limit = most ?? Longest;
        return new ScalarReader<TimeSpan>(
            Allowed(least, most),
            JsonShape.Matching(AnySpelling, Allowed(least, most), "number", JsonShape.Limits(least.TotalSeconds, limit.TotalSeconds)),
            (string text, ReadContext _, out TimeSpan value) => TryParse(text, out value) && value >= least && value <= limit,
            Format);
    }

    /// <summary><c>none</c> and 0 are null.</summary>
    public static readonly ValueReader<TimeSpan?> OrNone = new ScalarReader<TimeSpan?>(
        Allowed(TimeSpan.Zero, null) + ", or 'none'",
        JsonShape.Matching("none|" + AnySpelling, Allowed(TimeSpan.Zero, null) + ", or 'none'", "number", JsonShape.Limits(0, Longest.TotalSeconds)),
        (string text, ReadContext _, out TimeSpan? value) =>
        {
            var duration = TimeSpan.Zero;
            var read = text == "none" || TryParse(text, out duration);
            value = duration > TimeSpan.Zero ? duration : null;
            return read;
        },
        value => value is { } duration ? Format(duration) : "none");

    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        text = text.Trim();
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TryFromSeconds(seconds, out value)
            : (Units().IsMatch(text) && TryFromSeconds(SumOfUnits(text), out value)) || TrySum(Iso().Match(text), out value) || TrySum(Slurm().Match(text), out value);
    }

    /// <summary>The shortest of the accepted spellings: <c>1h30m</c>, <c>250ms</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan value)
    {
        if (value == TimeSpan.Zero)
        {
            return "0s";
        }

        var text = "";
        foreach (var (amount, unit) in new[] { (value.Days, "d"), (value.Hours, "h"), (value.Minutes, "m"), (value.Seconds, "s"), (value.Milliseconds, "ms") })
        {
            text += amount == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{amount}{unit}");
        }

        return text.Length == 0 ? "0s" : text;
    }

    private static string Allowed(TimeSpan least, TimeSpan? most) =>
        (most is { } limit ? $"a duration from {Format(least)} to {Format(limit)}" : least > TimeSpan.Zero ? $"a duration of at least {Format(least)}" : "a duration")
        + ", such as '90s', '10m', '1h30m' or '2d'";

    // A match with its groups is a kilobyte, and of this spelling a configuration has thousands: what is known to be well formed is read by hand.
    private static double SumOfUnits(ReadOnlySpan<char> text)
    {
        var sum = 0.0;
        while (!text.IsEmpty)
        {
            var number = text[..EndOf(text, letter => char.IsAsciiDigit(letter) || letter == '.')];
            text = text[number.Length..].TrimStart();
            var unit = text[..EndOf(text, char.IsAsciiLetterLower)];
            text = text[unit.Length..].TrimStart();
            var amount = double.Parse(number, CultureInfo.InvariantCulture);
            sum += unit switch { "d" => amount * 86_400, "h" => amount * 3600, "m" or "min" => amount * 60, "s" => amount, _ => amount / 1000 };
        }

        return sum;
    }

    private static int EndOf(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var end = 0;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        return end;
    }

    private static bool TrySum(Match match, out TimeSpan value)
    {
        value = default;
        if (!match.Success)
        {
            return false;
        }

        double Part(string group) => match.Groups[group] is { Success: true } part ? double.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
        return TryFromSeconds((Part("d") * 86_400) + (Part("h") * 3600) + (Part("m") * 60) + Part("s") + (Part("ms") / 1000), out value);
    }

    private static bool TryFromSeconds(double seconds, out TimeSpan value)
    {
        // Also not what double.TryParse makes of "-Infinity" and "NaN", whatever style it is told.
        var fits = seconds >= 0 && seconds <= Longest.TotalSeconds;
        value = fits ? TimeSpan.FromMilliseconds(Math.Round(seconds * 1000)) : default;
        return fits;
    }

    [GeneratedRegex($@"^{UnitsForm}\z")]
    private static partial Regex Units();

    [GeneratedRegex($@"^{IsoForm}\z")]
    private static partial Regex Iso();

    [GeneratedRegex($@"^{SlurmForm}\z")]
    private static partial Regex Slurm();
}
