using System.Globalization;

namespace Bansuri.Abstractions.Readers;

/// <summary>The values of the resources section that are neither sizes nor counts.</summary>
internal static class Limits
{
    private const int MostCpus = 4096;

    /// <summary>An octal number, as umask(1) reads it.</summary>
    public static readonly ValueReader<int?> Umask = Scalars.Optional(new ScalarReader<int>(
        "an octal number from 000 to 777, such as '022'",
        JsonShape.Matching("(?:0o)?0?[0-7]{1,3}", "an octal number from 000 to 777, such as '022'", "integer", JsonShape.Limits(0, 777)),
        TryUmask,
        value => "0" + Convert.ToString(value, 8).PadLeft(3, '0')));

    /// <summary>A list of processors as taskset(1) reads it.</summary>
    public static readonly ValueReader<string?> Cpus = Scalars.TextOf(
        "a list of processors such as '0-3,8'",
        JsonShape.Matching(@"\s*[0-9]+\s*(?:-\s*[0-9]+\s*)?(?:,\s*[0-9]+\s*(?:-\s*[0-9]+\s*)?)*", "a list of processors such as '0-3,8'", "integer", JsonShape.Limits(0, MostCpus - 1)),
        AreCpus);

    private static bool TryUmask(string text, ReadContext context, out int value)
    {
        value = 0;
        // YAML 1.2 writes octal as 0o22; everyone writes 022.
        var digits = text.StartsWith("0o", StringComparison.Ordinal) ? text[2..] : text;
        if (digits.Length is 0 or > 4 || digits.Any(digit => digit is < '0' or > '7'))
        {
            return false;
        }

        value = Convert.ToInt32(digits, 8);
        return value <= 511;
    }

    private static bool AreCpus(string text) => text.Split(',').All(range => range.Split('-') switch
    {
        [var only] => TryCpu(only, out _),
        [var first, var last] => TryCpu(first, out var low) && TryCpu(last, out var high) && low <= high,
        _ => false,
    });

    private static bool TryCpu(string text, out int cpu) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out cpu) && cpu < MostCpus;
}
