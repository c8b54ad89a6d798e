using System.Text.Json.Nodes;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Configuration.Schema;

/// <summary>The pieces that all parts of the schema are made of.</summary>
internal static class SchemaNodes
{
    public static JsonObject Ref(string definition) => new() { ["$ref"] = $"#/$defs/{definition}" };

    /// <summary>A description stands beside each use, not in what is referred to: there is an editor in which the latter hides the former.</summary>
    public static JsonObject Described(string description, JsonObject schema)
    {
        var described = new JsonObject { ["description"] = description };
        foreach (var (keyword, value) in schema)
        {
            described[keyword] = value?.DeepClone();
        }

        return described;
    }

    /// <summary>A mapping of these keys and no others.</summary>
    public static JsonObject Mapping(JsonObject properties) => new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };

    public static JsonObject Shape(JsonShape shape) => JsonNode.Parse(shape.Schema)!.AsObject(); // an object by its definition

    public static JsonObject Text(string description) => Described(description, Shape(JsonShape.Text));

    public static JsonObject OneOf(params ReadOnlySpan<JsonNode?> values) => new() { ["enum"] = new JsonArray([.. values]) };

    public static JsonArray Words(params ReadOnlySpan<string> words)
    {
        var array = new JsonArray();
        foreach (var word in words)
        {
            array.Add(word);
        }

        return array;
    }

    /// <summary>Adds a key under all its spellings; of the description the others get the first sentence.</summary>
    public static void Add(JsonObject properties, string name, IEnumerable<string> aliases, string description, JsonObject schema)
    {
        foreach (var spelling in Spellings(name, aliases))
        {
            properties[spelling] = Described(spelling == name ? description : $"same as '{name}': {description.Split(".\n")[0]}", schema);
        }
    }

    /// <summary>A mapping that has this key, with such a value.</summary>
    public static JsonObject Has(string key, JsonObject value) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { [key] = value["description"] is null ? Described($"a '{key}' of this kind", value) : value.DeepClone() },
        ["required"] = Words(key),
    };

    /// <summary>Every spelling of a key.</summary>
    public static IEnumerable<string> Spellings(string name, params IEnumerable<string> aliases) =>
        aliases.Prepend(name).SelectMany(each => new[] { each, each.Replace('-', '_') }).Distinct(StringComparer.Ordinal);

    /// <summary>All that the key table says of a key, for whoever hovers over it.</summary>
    public static string Help(Key key) => string.Concat(
        key.Help,
        $".\nAllowed: {key.Allowed}.",
        key.DefaultText.Length == 0 ? "" : $"\nDefault: {key.DefaultText}.",
        key.Pending is null ? "" : $"\nRead and checked, but {key.Pending}.");
}
