using System.Text.Json.Nodes;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Configuration.Schema;

/// <summary>The spellings of the Python ancestor that groups take besides the keys of the table; see <c>AncestorSpellings</c>.</summary>
internal static class AncestorSchema
{
    /// <summary>Adds what a group takes besides its keys.</summary>
    public static void Extend(Section section, JsonObject group)
    {
        var properties = group["properties"]!.AsObject(); // every group has them
        switch (section)
        {
            case Section.Scheduling:
                properties["scheduler"] = SchemaNodes.Described("as in the Python ancestor: cron is `schedule-cron`, timer is `timer`, with the value in `params`", SchemaNodes.OneOf("cron", "timer", "none", null, ""));
                properties["params"] = SchemaNodes.Described("as in the Python ancestor: the cron expression or the duration of `scheduler`", Params());
                group["dependentRequired"] = new JsonObject { ["params"] = SchemaNodes.Words("scheduler") };
                break;
            case Section.FailureControl:
                var restart = new JsonObject { ["after"] = SchemaNodes.Described("as in the Python ancestor: `restart-delay`", TaskSchema.Ref(FailureControlKeys.RestartDelay)) };
                SchemaNodes.Add(properties, "restart-params", [], "as in the Python ancestor: {after} is `restart-delay`", OrNull.Of(SchemaNodes.Mapping(restart)));
                properties["notify"] = SchemaNodes.Described("as in the Python ancestor: `notify` of the group logging, or a mapping of how", new JsonObject { ["anyOf"] = new JsonArray(TaskSchema.Ref(LoggingKeys.Notify), Notify()) });
                break;
        }
    }

    private static JsonObject Params() => new()
    {
        ["type"] = SchemaNodes.Words("string", "number", "object", "null"),
        ["maxProperties"] = 1,
        ["minProperties"] = 1,
    };

    private static JsonObject Notify() => SchemaNodes.Mapping(new JsonObject
    {
        ["enabled"] = SchemaNodes.Described("as in the Python ancestor: false is `notify: none`", OrNull.Of(SchemaNodes.Shape(JsonShape.Boolean))),
        ["mode"] = SchemaNodes.Described("as in the Python ancestor; all three tell of a run that failed for good", SchemaNodes.OneOf("after-fail", "after-many", "on-exhausted")),
        ["after-threshold"] = SchemaNodes.Described("as in the Python ancestor: `notify-threshold`", TaskSchema.Ref(LoggingKeys.NotifyThreshold)),
        ["handler"] = SchemaNodes.Described("as in the Python ancestor: `command`, a notifier of that type", SchemaNodes.OneOf("command", "", null)),
        ["handler-config"] = SchemaNodes.Described("as in the Python ancestor: the command of `handler`", OrNull.Of(SchemaNodes.Shape(JsonShape.Text))),
    });
}
