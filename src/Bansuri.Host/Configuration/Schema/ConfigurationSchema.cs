using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Configuration.Schema;

/// <summary>
/// The JSON Schema (2020-12) of a configuration, for editors: made from the key table and from the options of the task types. It takes every
/// configuration that <c>validate</c> takes, and refuses what can be seen in one file alone.
/// </summary>
internal static class ConfigurationSchema
{
    // A key of one mapping stands in the way of nothing here: the text is for people, and is nobody's HTML.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text.</summary>
    public static string Write(IReadOnlyCollection<TypeSchema> types)
    {
        var definitions = new JsonObject();
        foreach (var key in KeyTable.All)
        {
            definitions[TaskSchema.Definition(key)] = OrNull.Of(key == IdentificationKeys.Type ? TypeNames(types) : SchemaNodes.Shape(key.Shape));
        }

        TaskSchema.Define(definitions, types);
        RootSchema.Define(definitions);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Bansuri configuration",
            ["description"] = "A mapping with 'tasks', a list of entries, or one task.",
            ["type"] = SchemaNodes.Words("object", "array"),
            ["if"] = new JsonObject { ["type"] = "array" },
            ["then"] = SchemaNodes.Ref("entries"),
            ["else"] = new JsonObject { ["if"] = RootSchema.IsTask(), ["then"] = SchemaNodes.Ref("root-task"), ["else"] = SchemaNodes.Ref("root") },
            ["$defs"] = definitions,
        }.ToJsonString(Indented);
    }

    // The loaded types for editors to offer; any other may come with a plugin that is not loaded here.
    private static JsonObject TypeNames(IReadOnlyCollection<TypeSchema> types)
    {
        var known = types.OrderBy(type => type.Name, StringComparer.Ordinal).Select(JsonNode (type) => new JsonObject { ["const"] = type.Name, ["description"] = type.Description });
        return new JsonObject { ["anyOf"] = new JsonArray([.. known, SchemaNodes.Shape(IdentificationKeys.Type.Shape)]) };
    }
}
