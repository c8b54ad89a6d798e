using System.Globalization;
using System.Text;
using Bansuri.Abstractions.Binding;

namespace Bansuri.Abstractions.Readers;

/// <summary>The plain kinds: booleans, whole numbers, texts, names from a set.</summary>
internal static class Scalars
{
    /// <summary>YAML 1.2 core booleans: <c>yes</c> and <c>on</c> are texts.</summary>
    public static readonly ValueReader<bool> Boolean = new ScalarReader<bool>(
        "true or false",
        JsonShape.Boolean,
        (string text, ReadContext _, out bool value) => (value = text is "true" or "True" or "TRUE") || text is "false" or "False" or "FALSE",
        value => value ? "true" : "false")
    {
        Remedy = text => text.ToUpperInvariant() switch { "YES" or "ON" or "Y" => "write 'true'", "NO" or "OFF" or "N" => "write 'false'", _ => null },
    };

    public static readonly ValueReader<string?> Text = TextOf("a text", JsonShape.Text, text => text.Length > 0);

    public static ValueReader<string?> TextOf(string allowed, JsonShape shape, Func<string, bool> isValid, Func<string, string?>? remedy = null) => new ScalarReader<string?>(
        allowed,
        shape,
        (string text, ReadContext _, out string? value) => isValid(value = text),
        value => value ?? "")
    { Remedy = remedy };

    /// <summary>A path, kept as written and made absolute; symbolic links are not resolved. A slash at the end means nothing.</summary>
    public static readonly ValueReader<string?> Path = new ScalarReader<string?>(
        "a path",
        JsonShape.Text,
        (string text, ReadContext context, out string? value) =>
        {
            var read = TryAbsolute(text, context, out value);
            value = value is null ? null : System.IO.Path.TrimEndingDirectorySeparator(value);
            return read;
        },
        value => value ?? "");

    public static ValueReader<int> Integer(int least, int most) => new ScalarReader<int>(
        Allowed(least, most),
        JsonShape.Matching("[+-]?[0-9]+", Allowed(least, most), "integer", JsonShape.Limits(least, most)),
        (string text, ReadContext _, out int value) => TryInteger(text, out value) && value >= least && value <= most,
        value => value.ToString(CultureInfo.InvariantCulture));

    public static ValueReader<int?> OptionalInteger(int least, int most) => Optional(Integer(least, most));

    /// <summary>A count from 1; <c>unlimited</c> and 0 mean no limit, which is null.</summary>
    public static readonly ValueReader<int?> CountOrUnlimited = new ScalarReader<int?>(
        "a whole number of at least 1, or 'unlimited'",
        JsonShape.Matching(@"[+]?[0-9]*[1-9][0-9]*|0|unlimited", "a whole number of at least 1, or 'unlimited'", "integer", JsonShape.Limits(0, int.MaxValue)),
        (string text, ReadContext _, out int? value) =>
        {
            value = null;
            if (text is "unlimited" or "0")
            {
                return true;
            }

            var read = TryInteger(text, out var count) && count >= 1;
            value = count;
            return read;
        },
        value => value?.ToString(CultureInfo.InvariantCulture) ?? "unlimited");

    public static ValueReader<T?> Optional<T>(ValueReader<T> reader)
        where T : struct => new NodeReader<T?>(
            reader.Allowed,
            reader.Shape,
            (Nodes.ConfigNode node, ReadContext context, out T? value) =>
            {
                var read = reader.TryRead(node, context, out var typed);
                value = typed;
                return read;
            },
            value => value is { } typed ? reader.Format(typed) : "");

    /// <summary>The same reader for a key that is never absent.</summary>
    public static ValueReader<string> Required(ValueReader<string?> reader) => new NodeReader<string>(
        reader.Allowed,
        reader.Shape,
        (Nodes.ConfigNode node, ReadContext context, out string value) =>
        {
            var read = reader.TryRead(node, context, out var text);
            value = text ?? "";
            return read;
        },
        reader.Format);

    /// <summary>One of the members of an enum, written in kebab-case.</summary>
    public static ValueReader<T> OneOf<T>(params T[] members)
        where T : struct, Enum
    {
        var all = members.Length == 0 ? Enum.GetValues<T>() : members;

        // An array, not a dictionary: one of each enum would be compiled at every start, and there are twenty enums.
        var names = new string[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            names[i] = Kebab(all[i]);
        }

        return new ScalarReader<T>(
            "one of " + string.Join(", ", names),
            JsonShape.Names(names),
            (string text, ReadContext _, out T value) =>
            {
                var at = Array.IndexOf(names, text);
                value = at < 0 ? default : all[at];
                return at >= 0;
            },
            Kebab)
        { Remedy = text => Write(text.ToLowerInvariant(), names) };
    }

    /// <summary>The instruction to write the nearest of some words; null when none is near.</summary>
    public static string? Write(string written, IEnumerable<string> words) => Spelling.Nearest(written, words) is { } nearest ? $"write '{nearest}'" : null;

    /// <summary><c>NextRun</c> as <c>next-run</c>.</summary>
    public static string Kebab<T>(T member)
        where T : struct, Enum => Kebab(member.ToString());

    public static string Kebab(string pascal)
    {
        var kebab = new StringBuilder();
        foreach (var letter in pascal)
        {
            if (char.IsUpper(letter) && kebab.Length > 0)
            {
                kebab.Append('-');
            }

            kebab.Append(char.ToLowerInvariant(letter));
        }

        return kebab.ToString();
    }

    private static string Allowed(int least, int most) => most == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}";

    private static bool TryInteger(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static bool TryAbsolute(string text, ReadContext context, out string? value)
    {
        value = null;
        if (text.Length == 0 || text.Contains('\0'))
        {
            return false;
        }

        var home = text is "~" || text.StartsWith("~/", StringComparison.Ordinal) ? context.Variables("HOME") : null;
        value = System.IO.Path.GetFullPath(home is null ? text : home + text[1..], context.BaseDirectory);
        return true;
    }
}
