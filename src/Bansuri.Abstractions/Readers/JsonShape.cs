using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bansuri.Abstractions.Readers;

/// <summary>
/// The JSON Schema of a value. It takes whatever the reader takes, and of the rest what it can refuse. Written when somebody asks for it:
/// a host that starts makes every reader, and asks for no schema.
/// </summary>
internal sealed partial class JsonShape(Func<string> write)
{
    private readonly Lazy<string> _schema = new(write);

    public JsonShape(string schema)
        : this(() => schema)
    {
    }

    /// <summary>The text of a schema object.</summary>
    public string Schema => _schema.Value;

    /// <summary>A word without quotes may look like another type (<c>command: true</c>, <c>description: 2026</c>) and is a text all the same.</summary>
    public static readonly JsonShape Text = new("""{"type":["string","number","boolean"],"minLength":1}""");

    /// <summary>The same, and it may be empty.</summary>
    public static readonly JsonShape AnyText = new("""{"type":["string","number","boolean","null"]}""");

    // Three spellings of each, of which an editor need only offer the values.
    public static readonly JsonShape Boolean = Matching("true|True|TRUE|false|False|FALSE", "true or false", "boolean");

    public static JsonShape OneOf(params ImmutableArray<JsonShape> shapes) =>
        new(() => $$"""{"anyOf":[{{string.Join(',', shapes.Select(shape => shape.Schema))}}]}""");

    public static JsonShape ListOf(JsonShape item, int least = 0) => new(() => $$"""{"type":"array","items":{{item.Schema}},"minItems":{{least}}}""");

    public static JsonShape Names(IEnumerable<string> names) =>
        new(() => $$"""{"enum":[{{string.Join(',', names.Select(Quote))}}]}""");

    /// <summary>A text of a form, or a value of another type that the text may look like.</summary>
    /// <param name="pattern">The whole text, in the regular expressions that .NET, ECMAScript and Python share; names of groups are left out.</param>
    /// <param name="expected">What editors say instead of the pattern: a keyword that they know, and a validator passes over.</param>
    /// <param name="other">The other type, if there is one.</param>
    /// <param name="limits">Its keywords, such as <c>"minimum":1</c>.</param>
    public static JsonShape Matching(string pattern, string expected, string? other = null, string limits = "") => new(() =>
        $$"""{"type":{{(other is null ? "\"string\"" : $"[\"{other}\",\"string\"]")}},"pattern":{{Quote($"^(?:{GroupName().Replace(pattern, "(?:")})$")}},"patternErrorMessage":{{Quote("expected " + expected)}}{{(limits.Length == 0 ? "" : "," + limits)}}}""");

    /// <summary>A mapping of these fields; a null counts as not written.</summary>
    public static JsonShape Mapping(params ImmutableArray<(string Name, string Help, JsonShape Shape)> fields) => new(() =>
        $$"""{"type":"object","properties":{{{string.Join(',', fields.Select(field => $"{Quote(field.Name)}:{field.Shape.Described(field.Help)}"))}}},"additionalProperties":false}""");

    /// <summary>Keywords for the limits of a number, in the unit of the number.</summary>
    public static string Limits(double least, double? most = null) => most is null
        ? string.Create(CultureInfo.InvariantCulture, $"\"minimum\":{least}")
        : string.Create(CultureInfo.InvariantCulture, $"\"minimum\":{least},\"maximum\":{most}");

    /// <summary>A pattern that is deaf to case: no engine's flag for that is another's.</summary>
    public static string AnyCase(string word) => string.Concat(word.Select(letter => char.IsAsciiLetter(letter) ? $"[{char.ToUpperInvariant(letter)}{char.ToLowerInvariant(letter)}]" : Regex.Escape(letter.ToString())));

    /// <summary>The same with more keywords, or other ones.</summary>
    public JsonShape With(string keywords) => new(() => $"{Schema[..^1]},{keywords}}}");

    /// <summary>A shape whose making costs something.</summary>
    public static JsonShape Later(Func<JsonShape> make) => new(() => make().Schema);

    private string Described(string help)
    {
        var schema = OrNull.Of(JsonNode.Parse(Schema)!.AsObject()); // an object by its definition
        schema.Insert(0, "description", help);
        return schema.ToJsonString();
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    [GeneratedRegex(@"\(\?<\w+>")]
    private static partial Regex GroupName();
}
