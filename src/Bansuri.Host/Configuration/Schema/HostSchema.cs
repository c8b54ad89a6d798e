using System.Text.Json.Nodes;

namespace Bansuri.Host.Configuration.Schema;

/// <summary>The schema of <c>host</c>, whose dotted rows are groups.</summary>
internal static class HostSchema
{
    public static JsonObject Settings()
    {
        var root = Mapping();
        foreach (var key in HostKeys.Rows.All)
        {
            var parts = key.Name.Split('.');
            var properties = root["properties"]!.AsObject(); // made by Mapping
            if (parts.Length == 2)
            {
                properties[parts[0]] ??= Mapping();
                properties = properties[parts[0]]!["properties"]!.AsObject(); // as above
            }

            foreach (var spelling in ConfigurationSchema.Spellings(parts[^1], key.Aliases))
            {
                properties[spelling] = ConfigurationSchema.Value(key);
            }
        }

        return root;
    }

    private static JsonObject Mapping() => new() { ["type"] = "object", ["properties"] = new JsonObject(), ["additionalProperties"] = false };
}
