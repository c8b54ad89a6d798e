using System.Text.Json;
using System.Text.Json.Nodes;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Host.Configuration.Schema;

/// <summary>The JSON Schema (2020-12) of a configuration, for editors: made from the key table and from the options of the task types.</summary>
internal static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text.</summary>
    /// <param name="options">For each task type the schema of its <c>with</c>.</param>
    public static string Write(IReadOnlyDictionary<string, string> options)
    {
        var root = Root();
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Bansuri configuration",
            ["anyOf"] = new JsonArray(root, Ref("entries"), Ref("task")),
            ["$defs"] = new JsonObject
            {
                ["task"] = Task(options),
                ["entry"] = new JsonObject { ["anyOf"] = new JsonArray(Text("a command: started again whenever it ends"), Ref("task")) },
                ["entries"] = new JsonObject { ["type"] = "array", ["items"] = Ref("entry") },
                ["host"] = Nullable(HostSchema.Settings()),
            },
        }.ToJsonString(Indented);
    }

    /// <summary>A key's value, or null, which counts as not written.</summary>
    public static JsonObject Value(Key key) => new()
    {
        ["description"] = key.Help + (key.DefaultText.Length == 0 ? "" : $". Default: {key.DefaultText}"),
        ["anyOf"] = new JsonArray(JsonNode.Parse(key.Shape.Schema), new JsonObject { ["type"] = "null" }),
    };

    /// <summary>Every spelling of a key.</summary>
    public static IEnumerable<string> Spellings(string name, IEnumerable<string> aliases) =>
        aliases.Prepend(name).SelectMany(each => new[] { each, each.Replace('-', '_') }).Distinct(StringComparer.Ordinal);

    private static JsonObject Root()
    {
        var properties = new JsonObject
        {
            ["version"] = new JsonObject { ["enum"] = new JsonArray("1", 1) },
            ["defaults"] = Nullable(Ref("task")),
            ["include"] = new JsonObject { ["anyOf"] = new JsonArray(Text("a path or a glob"), new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }) },
            ["host"] = Ref("host"),
            ["notifiers"] = Nullable(new JsonObject { ["type"] = "object", ["additionalProperties"] = Notifier() }),
        };
        foreach (var name in new[] { "tasks", "scripts" })
        {
            properties[name] = new JsonObject { ["anyOf"] = new JsonArray(Ref("entries"), new JsonObject { ["type"] = "object", ["additionalProperties"] = Ref("entry") }) };
        }

        foreach (var name in new[] { "notify-command", "notify_command" })
        {
            properties[name] = Nullable(Command());
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["patternProperties"] = new JsonObject { ["^x-"] = new JsonObject() },
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Notifier() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["type"] = Text("a notifier type, such as command"), ["with"] = new JsonObject { ["type"] = new JsonArray("object", "null") } },
        ["required"] = new JsonArray("type"),
        ["additionalProperties"] = false,
    };

    private static JsonObject Command() => new()
    {
        ["description"] = "a program and its arguments, which gets each message on its standard input; no shell",
        ["anyOf"] = new JsonArray(Text("split into words as a shell does"), new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }),
    };

    private static JsonObject Task(IReadOnlyDictionary<string, string> options)
    {
        var properties = new JsonObject();
        foreach (var key in KeyTable.All)
        {
            Add(properties, key);
        }

        foreach (var section in KeyTable.All.GroupBy(key => key.Section))
        {
            foreach (var spelling in Spellings(Sections.Name(section.Key), section.Key == Section.Identification ? ["general"] : []))
            {
                properties[spelling] = Nullable(Group(section.Key, section));
            }
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
            ["allOf"] = new JsonArray([.. options.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => With(pair.Key, pair.Value))]),
        };
    }

    private static JsonObject Group(Section section, IEnumerable<Key> keys)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            Add(properties, key);
        }

        // The ancestor's spellings: read, and not worth more than a name here.
        foreach (var old in section switch { Section.Scheduling => ["scheduler", "params"], Section.FailureControl => ["restart-params", "notify"], _ => Array.Empty<string>() })
        {
            properties[old] = new JsonObject { ["description"] = "a spelling of the Python ancestor" };
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    }

    private static void Add(JsonObject properties, Key key)
    {
        foreach (var spelling in Spellings(key.Name, key.Aliases))
        {
            properties[spelling] = Value(key);
        }
    }

    // The default type counts where none is written.
    private static JsonNode With(string type, string schema)
    {
        var condition = new JsonObject { ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = type } } };
        if (type != IdentificationKeys.Type.Default)
        {
            condition["required"] = new JsonArray("type");
        }

        return new JsonObject { ["if"] = condition, ["then"] = new JsonObject { ["properties"] = new JsonObject { ["with"] = Nullable(JsonNode.Parse(schema)!.AsObject()) } } };
    }

    private static JsonObject Nullable(JsonObject schema) => new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };
}
