using System.Text.Json.Nodes;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Host.Configuration.Schema;

/// <summary><c>schedule-cron</c>, <c>timer</c> and <c>forever</c> exclude each other, wherever they stand and however they are spelt.</summary>
internal static class ScheduleSchema
{
    public static void Define(JsonObject definitions)
    {
        var cron = new JsonObject { ["not"] = SchemaNodes.OneOf(null, "none") };

        // A duration of nothing is no timer: it has no digit but 0.
        var timer = new JsonObject { ["type"] = SchemaNodes.Words("string", "number"), ["pattern"] = "[1-9]", ["exclusiveMinimum"] = 0 };
        var forever = SchemaNodes.OneOf(true, "true", "True", "TRUE");

        definitions["has-cron"] = Has(SchedulingKeys.ScheduleCron, cron, "cron");
        definitions["has-timer"] = Has(SchedulingKeys.Timer, timer, "timer");
        definitions["has-forever"] = Has(SchedulingKeys.Forever, forever, null);
        definitions["one-schedule"] = new JsonObject
        {
            ["allOf"] = new JsonArray(NotBoth("has-cron", "has-timer"), NotBoth("has-cron", "has-forever"), NotBoth("has-timer", "has-forever")),
        };
    }

    private static JsonObject Has(Key key, JsonObject value, string? scheduler)
    {
        var places = SchemaNodes.Spellings(key.Name, key.Aliases).Select(spelling => SchemaNodes.Has(spelling, value)).ToList();
        if (scheduler is not null)
        {
            places.Add(Ancestor(scheduler));
        }

        var grouped = new JsonObject { ["anyOf"] = new JsonArray([.. places.Select(place => place.DeepClone())]) };
        return new JsonObject { ["anyOf"] = new JsonArray([.. places.Take(places.Count - (scheduler is null ? 0 : 1)), SchemaNodes.Has(Sections.Name(Section.Scheduling), grouped)]) };
    }

    private static JsonObject Ancestor(string scheduler) => new()
    {
        ["allOf"] = new JsonArray(
            SchemaNodes.Has("scheduler", new JsonObject { ["const"] = scheduler }),
            SchemaNodes.Has("params", new JsonObject { ["not"] = SchemaNodes.OneOf(null, "none", "0", 0) })),
    };

    private static JsonObject NotBoth(string one, string other) => new()
    {
        ["not"] = new JsonObject { ["allOf"] = new JsonArray(SchemaNodes.Ref(one), SchemaNodes.Ref(other)) },
        ["errorMessage"] = "only one of schedule-cron, timer and forever is possible",
    };
}
