using System.Globalization;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary><c>with</c>: kept as nodes, with their places, until the task type's own options are known.</summary>
internal static class FreeForm
{
    public static readonly ValueReader<MappingNode?> Mapping = new NodeReader<MappingNode?>(
        "a mapping of the task type's own options",
        new JsonShape("""{"type":"object"}"""),
        (ConfigNode node, ReadContext context, out MappingNode? value) =>
        {
            value = node as MappingNode;
            return value is not null || context.Bad(node, "expected a mapping of the task type's own options");
        },
        value => value is null or { Entries.IsEmpty: true } ? "" : Format(value)); // None of its options is none, however that is written.

    /// <summary>A canonical text: mappings by sorted key, numbers and booleans without quotes, texts with them.</summary>
    public static string Format(ConfigNode node) => node switch
    {
        ScalarNode { Quoted: true } scalar => Quote(scalar.Text),
        ScalarNode scalar => Plain(scalar.Text),
        SequenceNode sequence => "[" + string.Join(", ", sequence.Items.Select(Format)) + "]",
        MappingNode mapping => "{" + string.Join(", ", mapping.Entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal).Select(entry => $"{Key(entry.Key.Text)}: {Format(entry.Value)}")) + "}",
        _ => "",
    };

    /// <summary>The node as plain values: text, long, double, bool, null, lists and dictionaries, by the YAML 1.2 core schema.</summary>
    public static object? ToPlain(ConfigNode node) => node switch
    {
        ScalarNode scalar => scalar.Quoted ? scalar.Text : CoreSchema.Resolve(scalar.Text),
        SequenceNode sequence => sequence.Items.Select(ToPlain).ToList(),
        MappingNode mapping => mapping.Entries.ToDictionary(entry => entry.Key.Text, entry => ToPlain(entry.Value), StringComparer.Ordinal),
        _ => null,
    };

    private static string Plain(string text) => CoreSchema.Resolve(text) switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quote(text),
    };

    private static string Key(string text) => text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') ? text : Quote(text);

    private static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
