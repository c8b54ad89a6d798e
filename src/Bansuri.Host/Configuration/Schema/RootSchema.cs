using System.Text.Json.Nodes;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Host.Configuration.Schema;

/// <summary>The schema of a file's root: a mapping, or a task that is a file of its own.</summary>
internal static class RootSchema
{
    public static void Define(JsonObject definitions)
    {
        definitions["entries"] = new JsonObject { ["type"] = "array", ["items"] = SchemaNodes.Ref("entry") };
        definitions["host"] = HostSchema.Settings();
        definitions["notifier"] = NotifierSchema.Notifier();
        definitions["root"] = Root();
        definitions["root-task"] = RootTask();
    }

    /// <summary>Whether the root is itself a task, as <c>RootReader</c> sees it.</summary>
    public static JsonObject IsTask()
    {
        var marks = SchemaNodes.Spellings(Sections.Name(Section.Identification), "general").Prepend("command");
        return new JsonObject
        {
            ["anyOf"] = new JsonArray([.. marks.Select(mark => new JsonObject { ["required"] = SchemaNodes.Words(mark) })]),
            ["not"] = new JsonObject { ["anyOf"] = new JsonArray(Required("tasks"), Required("scripts")) },
        };
    }

    private static JsonObject Root()
    {
        var properties = Settings();
        var tasks = new JsonObject
        {
            ["type"] = SchemaNodes.Words("array", "object"),
            ["items"] = SchemaNodes.Ref("entry"),
            ["propertyNames"] = SchemaNodes.Shape(IdentificationKeys.Name.Shape),
            ["additionalProperties"] = SchemaNodes.Ref("named-entry"),
        };
        properties["tasks"] = SchemaNodes.Described("what runs: a list of entries, or a mapping of names to entries", tasks);
        properties["scripts"] = SchemaNodes.Described("same as 'tasks': a list of entries, or a mapping of names to entries", tasks);
        var root = Open(properties);
        root["anyOf"] = new JsonArray(Required("tasks"), Required("scripts"), Required("include"));
        root["not"] = new JsonObject { ["required"] = SchemaNodes.Words("tasks", "scripts") };
        root["errorMessage"] = "a file has 'tasks' or 'scripts', not both, or else 'include'";
        return root;
    }

    private static JsonObject RootTask()
    {
        var properties = TaskSchema.Properties();
        foreach (var (name, schema) in Settings())
        {
            properties[name] = schema?.DeepClone();
        }

        var root = Open(properties);
        root["allOf"] = new JsonArray(TaskSchema.Rules(named: false));
        return root;
    }

    private static JsonObject Settings()
    {
        var properties = new JsonObject
        {
            ["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "where an editor finds this schema; the host passes it over" },
            ["version"] = new JsonObject { ["description"] = "the version of the format: 1", ["enum"] = new JsonArray("1", 1) },
            ["defaults"] = SchemaNodes.Described("an entry without a name, for every task that does not say otherwise; `environment` and `with` are merged", SchemaNodes.Ref("defaults")),
            ["include"] = new JsonObject
            {
                ["description"] = "a path or glob of further files, or a list of them; relative to this file",
                ["type"] = SchemaNodes.Words("string", "array"),
                ["minLength"] = 1,
                ["items"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 },
            },
            ["host"] = SchemaNodes.Described("settings of the host; flags of 'bansuri run' and BANSURI_HOST_* variables win over them", SchemaNodes.Ref("host")),
            ["notifiers"] = new JsonObject
            {
                ["description"] = "a mapping of names to notifiers",
                ["type"] = SchemaNodes.Words("object", "null"),
                ["additionalProperties"] = SchemaNodes.Ref("notifier"),
            },
        };
        SchemaNodes.Add(properties, "notify-command", [], "short for one notifier of the type `command`: " + NotifierSchema.CommandHelp, NotifierSchema.Command());
        return properties;
    }

    private static JsonObject Open(JsonObject properties)
    {
        var mapping = SchemaNodes.Mapping(properties);
        mapping["patternProperties"] = new JsonObject { ["^x-"] = new JsonObject { ["description"] = "yours, for YAML anchors" } };
        return mapping;
    }

    private static JsonObject Required(string key) => new() { ["required"] = SchemaNodes.Words(key) };
}
