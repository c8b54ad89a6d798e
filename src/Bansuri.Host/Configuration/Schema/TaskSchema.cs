using System.Text.Json.Nodes;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Configuration.Schema;

/// <summary>The schema of a task: its keys flat and in their groups, and what only an entry with a name must be.</summary>
internal static class TaskSchema
{
    private static readonly string[] GeneralToo = ["general"];

    /// <summary>Where the values of a key are defined.</summary>
    public static string Definition(Key key) => "task." + key.Name;

    public static JsonObject Ref(Key key) => SchemaNodes.Ref(Definition(key));

    /// <summary>Needs the values of all keys, see <see cref="Definition"/>.</summary>
    public static void Define(JsonObject definitions, IReadOnlyCollection<TypeSchema> types)
    {
        foreach (var section in KeyTable.All.GroupBy(key => key.Section))
        {
            definitions[Sections.Name(section.Key)] = Group(section.Key, section);
        }

        foreach (var type in types.Where(type => type.Options is not null))
        {
            definitions["with." + type.Name] = OrNull.Of(Optional(JsonNode.Parse(type.Options!)!).AsObject()); // not null by the filter; a schema is an object
        }

        JsonNode[] options = [.. types.Where(type => type.Options is not null).OrderBy(type => type.Name, StringComparer.Ordinal).Select(With)];
        definitions["options"] = options.Length == 0 ? [] : new JsonObject { ["allOf"] = new JsonArray(options) };
        ScheduleSchema.Define(definitions);

        definitions["task"] = SchemaNodes.Mapping(Properties());
        definitions["entry"] = Entry(named: false);
        definitions["named-entry"] = Entry(named: true);
        definitions["defaults"] = Defaults();
    }

    /// <summary>Every key of a task, and the groups.</summary>
    public static JsonObject Properties()
    {
        var properties = Keys(KeyTable.All);
        foreach (var section in KeyTable.All.Select(key => key.Section).Distinct())
        {
            var keys = string.Join(", ", KeyTable.All.Where(key => key.Section == section).Select(key => key.Name));
            SchemaNodes.Add(properties, Sections.Name(section), Aliases(section), $"a group of keys, which may stand without it as well: {keys}", SchemaNodes.Ref(Sections.Name(section)));
        }

        return properties;
    }

    /// <summary>What holds for a task beyond its keys.</summary>
    public static JsonNode[] Rules(bool named) =>
        named ? [SchemaNodes.Ref("options"), SchemaNodes.Ref("one-schedule")] : [SchemaNodes.Ref("options"), SchemaNodes.Ref("one-schedule"), HasName()];

    // A text, and everything that a text without quotes may look like: `- true` runs true(1).
    private static JsonObject Entry(bool named) => new()
    {
        ["description"] = "a command as a text, started again whenever it ends; or a mapping of keys",
        ["type"] = SchemaNodes.Words("object", "string", "number", "boolean"),
        ["pattern"] = @"\S",
        ["if"] = new JsonObject { ["type"] = "object" },
        ["then"] = new JsonObject { ["allOf"] = new JsonArray([SchemaNodes.Ref("task"), .. Rules(named)]) },
    };

    private static JsonObject Defaults()
    {
        var unnamed = new JsonObject { ["name"] = new JsonObject { ["description"] = "not here: each task has its own", ["type"] = "null" } };
        return OrNull.Of(new JsonObject { ["allOf"] = new JsonArray(SchemaNodes.Ref("task"), SchemaNodes.Ref("options"), new JsonObject { ["properties"] = unnamed }) });
    }

    private static JsonObject Group(Section section, IEnumerable<Key> keys)
    {
        var group = SchemaNodes.Mapping(Keys(keys));
        AncestorSchema.Extend(section, group);
        return OrNull.Of(group);
    }

    private static JsonObject Keys(IEnumerable<Key> keys)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            SchemaNodes.Add(properties, key.Name, key.Aliases, SchemaNodes.Help(key), Ref(key));
        }

        return properties;
    }

    // Only where the type is written beside it: where it is not, defaults may say another than the usual one.
    private static JsonNode With(TypeSchema type)
    {
        var typed = SchemaNodes.Has("type", new JsonObject { ["const"] = type.Name });
        var with = new JsonObject { ["with"] = SchemaNodes.Described($"the options of the type '{type.Name}'", SchemaNodes.Ref("with." + type.Name)) };
        var checkedThere = with.DeepClone().AsObject();
        foreach (var group in IdentificationGroups())
        {
            checkedThere[group] = new JsonObject { ["description"] = "a group of keys", ["properties"] = with.DeepClone() };
        }

        return new JsonObject
        {
            ["if"] = new JsonObject { ["anyOf"] = new JsonArray([typed, .. IdentificationGroups().Select(group => SchemaNodes.Has(group, typed))]) },
            ["then"] = new JsonObject { ["properties"] = checkedThere },
        };
    }

    // What a type requires the defaults may give, and they may stand in another file.
    private static JsonNode Optional(JsonNode schema)
    {
        if (schema is JsonObject mapping && mapping["required"] is JsonArray)
        {
            mapping.Remove("required");
        }

        foreach (var inner in schema is JsonObject entries ? entries.Select(entry => entry.Value) : schema as JsonArray ?? [])
        {
            Optional(inner ?? new JsonObject());
        }

        return schema;
    }

    private static JsonObject HasName()
    {
        var named = new JsonObject { ["required"] = SchemaNodes.Words("name") };
        return new JsonObject
        {
            ["anyOf"] = new JsonArray([named, .. IdentificationGroups().Select(group => SchemaNodes.Has(group, named))]),
            ["errorMessage"] = "an entry that is a mapping needs a 'name'",
        };
    }

    private static IEnumerable<string> IdentificationGroups() => SchemaNodes.Spellings(Sections.Name(Section.Identification), GeneralToo);

    private static string[] Aliases(Section section) => section == Section.Identification ? GeneralToo : [];
}
