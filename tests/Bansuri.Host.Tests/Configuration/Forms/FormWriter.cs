using System.Text.Json.Nodes;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Host.Tests.Configuration.Forms;

/// <summary>Writes tasks in one of the forms that mean the same.</summary>
/// <param name="common">Keys that all of the tasks have alike: in each of them, or in <c>defaults</c>.</param>
internal sealed class FormWriter(IReadOnlyList<FormTask> tasks, IReadOnlyList<(Key Key, string[] Spellings)> common, Random dice)
{
    private static readonly HostDefaults Host = new("/", HostDefaults.DefaultGracePeriod);

    // Defaults that follow from other keys are left to them, and those that cannot be written as they are shown.
    private static readonly (Key Key, string[] Spellings)[] Defaults = [.. KeyTable.All
        .Where(key => key is not { Name: "forever" } && !IsDerived(key))
        .Select(key => (key, Text: key.Format(key.DefaultValue(new KeyDefaults(new WrittenValues(KeyTable.Rows), Host)))))
        .Where(pair => pair.Text.Length > 0)
        .Select(pair => (pair.key, new[] { System.Text.Json.JsonSerializer.Serialize(pair.Text) }))];

    /// <summary>The text, and the name of a file of its format.</summary>
    public (string Name, string Text) Write()
    {
        var isMapping = dice.Next(2) == 0;
        var hasDefaults = common.Count > 0 && dice.Next(2) == 0;
        var root = new JsonObject { [Any("tasks", "scripts")] = isMapping ? Mapping(hasDefaults) : List(hasDefaults) };
        root["notifiers"] = JsonNode.Parse("""{"pager": {"type": "command", "with": {"command": "page"}}, "mail": {"type": "command", "with": {"command": "mail"}}}""");
        if (hasDefaults)
        {
            root["defaults"] = Entry(common);
        }

        if (dice.Next(3) == 0)
        {
            root["x-free"] = dice.Next();
        }

        return dice.Next(2) == 0 ? ("form.json", root.ToJsonString()) : ("form.yaml", new FormYaml(dice).Write(root));
    }

    private JsonObject Mapping(bool hasDefaults)
    {
        var all = new JsonObject();
        foreach (var task in Shuffled(tasks))
        {
            all[task.Name] = Entry(KeysOf(task, hasDefaults));
        }

        return all;
    }

    private JsonArray List(bool hasDefaults) => [.. Shuffled(tasks).Select(task =>
        Entry([.. KeysOf(task, hasDefaults), (KeyTable.Find("name")!, [System.Text.Json.JsonSerializer.Serialize(task.Name)])]))];

    private IEnumerable<(Key Key, string[] Spellings)> KeysOf(FormTask task, bool hasDefaults)
    {
        var own = task.Keys.Concat(hasDefaults ? [] : common).ToList();
        var spelledOut = Defaults.Where(pair => dice.Next(10) == 0 && task.Keys.Concat(common).All(written => written.Key != pair.Key));
        return [.. own, .. spelledOut];
    }

    private JsonObject Entry(IEnumerable<(Key Key, string[] Spellings)> keys)
    {
        var entry = new JsonObject();
        var isGrouped = dice.Next(2) == 0;
        var names = Enum.GetValues<Section>().ToDictionary(section => section, section => section == Section.Identification ? Any("identification", "general") : Snaked(Sections.Name(section)));
        foreach (var (key, spellings) in Shuffled(keys.ToList()))
        {
            var value = JsonNode.Parse(Any(spellings));
            if (isGrouped && dice.Next(4) > 0)
            {
                var group = entry[names[key.Section]] as JsonObject ?? [];
                entry[names[key.Section]] = group;
                Add(group, key, value);
            }
            else
            {
                entry[Snaked(Any([key.Name, .. key.Aliases]))] = value;
            }
        }

        return entry;
    }

    // In groups the ancestor wrote some keys otherwise.
    private void Add(JsonObject group, Key key, JsonNode? value)
    {
        switch (key.Name)
        {
            case "schedule-cron" or "timer" when dice.Next(2) == 0 && value is JsonValue:
                group["scheduler"] = key.Name == "timer" ? "timer" : "cron";
                group["params"] = dice.Next(2) == 0 ? value : new JsonObject { ["x"] = value };
                break;
            case "restart-delay" when dice.Next(2) == 0:
                group[Snaked("restart-params")] = new JsonObject { ["after"] = value };
                break;
            default:
                group[Snaked(Any([key.Name, .. key.Aliases]))] = value;
                break;
        }
    }

    private static bool IsDerived(Key key) => key.Name is "times" or "on-fail" or "restart-delay-max" or "fatal-codes" or "grace-period" or "working-directory";

    private string Snaked(string name) => dice.Next(3) == 0 ? name.Replace('-', '_') : name;

    private T Any<T>(params IReadOnlyList<T> from) => FormTask.Any(from, dice);

    private T[] Shuffled<T>(IReadOnlyList<T> items)
    {
        var shuffled = items.ToArray();
        dice.Shuffle(shuffled);
        return shuffled;
    }
}
