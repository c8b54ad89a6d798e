using System.Globalization;
using System.Text.RegularExpressions;

namespace Bansuri.Abstractions.Readers;

/// <summary>Sizes in bytes: <c>512MiB</c>, <c>4G</c> (powers of 1024, as Slurm and systemd have it), <c>100kB</c> (powers of 1000), a bare number is bytes.</summary>
internal static partial class Sizes
{
    private const string Prefixes = "KMGTP";

    // 4G and 4GiB count by 1024; 4GB by 1000. No \d: digits of other scripts match it, and no parser of numbers takes them.
    private const string Form = @"(?<number>[0-9]+(?:\.[0-9]+)?)\s*(?:(?<prefix>[kKmMgGtTpP])(?:iB|(?<decimal>B))?|B)?";

    public static ValueReader<long> AtLeast(long least) => new ScalarReader<long>(
        Allowed(least),
        JsonShape.Matching($@"\s*{Form}\s*", Allowed(least), "number", JsonShape.Limits(least)),
        (string text, ReadContext _, out long value) => TryParse(text, out value) && value >= least,
        Format);

    private static string Allowed(long least) => $"a size{(least == 0 ? "" : $" of at least {Format(least)}")}, such as '512MiB', '4G' or '100kB'";

    public static bool TryParse(string text, out long value)
    {
        value = 0;
        var match = Size().Match(text.Trim());
        if (!match.Success)
        {
            return false;
        }

        var prefix = match.Groups["prefix"].Value.ToUpperInvariant();
        var factor = match.Groups["decimal"].Success ? 1000.0 : 1024.0;
        var bytes = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * Math.Pow(factor, prefix.Length == 0 ? 0 : Prefixes.IndexOf(prefix[0]) + 1);
        var fits = bytes < 9e18;
        value = fits ? (long)bytes : 0;
        return fits;
    }

    public static string Format(long value)
    {
        var power = 0;
        while (value >= 1024 && value % 1024 == 0 && power < Prefixes.Length)
        {
            value /= 1024;
            power++;
        }

        return power == 0
            ? value.ToString(CultureInfo.InvariantCulture) + " B"
            : string.Create(CultureInfo.InvariantCulture, $"{value}{Prefixes[power - 1]}iB");
    }

    [GeneratedRegex($@"^{Form}\z")]
    private static partial Regex Size();
}
