using System.Globalization;

namespace Bansuri.Abstractions.Readers;

/// <summary>What a plain scalar means in YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).</summary>
internal static class CoreSchema
{
    public static object? Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ when IsNumber(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };

    // double.TryParse also takes Infinity and NaN, which are texts here.
    private static bool IsNumber(string text) => text.Any(char.IsAsciiDigit) && text.All(letter => char.IsAsciiDigit(letter) || letter is '+' or '-' or '.' or 'e' or 'E');
}
