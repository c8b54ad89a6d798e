using System.Text.Json.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Configuration.Schema;

/// <summary>The schema of <c>host</c>, whose dotted rows are groups.</summary>
internal static class HostSchema
{
    public static JsonObject Settings()
    {
        var settings = new JsonObject();
        var groups = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var key in HostKeys.Rows.All)
        {
            var properties = settings;
            if (key.Name.Split('.') is [var group, _] && !groups.TryGetValue(group, out properties))
            {
                properties = groups[group] = [];
            }

            var name = key.Name[(key.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
            SchemaNodes.Add(properties, name, key.Aliases, SchemaNodes.Help(key), OrNull.Of(SchemaNodes.Shape(key.Shape)));
        }

        foreach (var (group, properties) in groups)
        {
            settings[group] = SchemaNodes.Described(HostKeys.Groups[group], OrNull.Of(SchemaNodes.Mapping(properties)));
        }

        return OrNull.Of(SchemaNodes.Mapping(settings));
    }
}
