using System.Text.Json.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>A schema that takes null as well: a key without a value counts as not written.</summary>
internal static class OrNull
{
    /// <summary>Changes the schema where it can, so that what editors show stays short.</summary>
    public static JsonObject Of(JsonObject schema)
    {
        switch (schema)
        {
            case { } when schema["type"] is JsonArray types:
                if (!types.Any(type => type?.GetValue<string>() == "null"))
                {
                    types.Add("null");
                }

                return schema;
            case { } when schema["type"] is JsonValue type:
                schema["type"] = new JsonArray(type.GetValue<string>(), "null");
                return schema;
            case { Count: 1 } when schema["enum"] is JsonArray values:
                values.Add(null);
                return schema;
            case { Count: 1 } when schema["anyOf"] is JsonArray alternatives:
                alternatives.Add(Null());
                return schema;
            default:
                return new JsonObject { ["anyOf"] = new JsonArray(schema, Null()) };
        }
    }

    private static JsonObject Null() => new() { ["type"] = "null" };
}
