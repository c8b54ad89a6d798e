using System.Text.Json;

namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>
/// Writes a configuration in one of the many forms that mean the same: YAML or JSON, one file or two, flat or grouped, any order, any spelling,
/// defaults left out or written down.
/// </summary>
internal sealed class Writer(Random dice)
{
    /// <summary>The file that is included when there are two.</summary>
    public const string Second = "more";

    private static readonly string[] SafeDefaults = ["on-change", "restart-delay", "healthy-after", "backoff", "success-codes", "overlap", "log-max-size", "log-keep", "clean-environment", "stdout", "stderr", "enabled"];

    /// <summary>The texts of the first file and of the second, which may be empty.</summary>
    public (string First, string Second) Write(EditedConfig config, Action<Random, List<object>>? spoil = null)
    {
        var first = new List<object>();
        var second = new Tree();
        var isSplit = dice.Next(4) == 0;
        foreach (var task in config.Tasks)
        {
            if (isSplit && task.Kind != TaskKind.Text && dice.Next(3) == 0)
            {
                second.Add(task.Name, Entry(task, config, isNamed: false));
            }
            else
            {
                first.Add(task.Kind == TaskKind.Text ? task.Command : Entry(task, config, isNamed: true));
            }
        }

        spoil?.Invoke(dice, first);
        var root = new Tree
        {
            { Pick("tasks", "scripts"), first },
            { "host", Shuffled(new Tree { { "watch", "poll" }, { Spelled("check-interval"), config.CheckInterval }, { Spelled("grace-period"), "2m" } }) },
        };
        if (second.Count > 0)
        {
            root.Add("include", dice.Next(2) == 0 ? Second : new List<object> { Second });
        }

        if (config.Defaults.Count > 0)
        {
            root.Add("defaults", Formed(new(config.Defaults.Select(pair => (EditKey.ByName[pair.Key], pair.Value)))));
        }

        if (dice.Next(3) == 0)
        {
            root.Add("x-note", dice.Next());
        }

        return (Text(Shuffled(root)), second.Count == 0 ? "" : Text(new Tree { { "tasks", second } }));
    }

    private string Text(Tree root) => dice.Next(2) == 0 ? new YamlText(dice).Write(root) : new JsonText(dice).Write(root);

    private Tree Entry(EditedTask task, EditedConfig config, bool isNamed)
    {
        var keys = task.Keys.Select(pair => (EditKey.ByName[pair.Key], pair.Value)).ToList();
        if (task.Kind == TaskKind.Forever)
        {
            keys.Add((EditKey.Forever, "true"));
        }

        foreach (var key in SafeDefaults.Select(name => EditKey.ByName[name]))
        {
            if (!task.Keys.ContainsKey(key.Name) && !config.Defaults.ContainsKey(key.Name) && key.Default is { } spelledOut && dice.Next(30) == 0)
            {
                keys.Add((key, spelledOut));
            }
        }

        var entry = Formed(keys);
        var general = entry.Find("identification") ?? entry.Find("general") ?? entry;
        general.Add("command", JsonSerializer.Deserialize<List<string>>(task.Command)!.ConvertAll(object (text) => text));
        if (isNamed)
        {
            general.Add("name", task.Name);
        }

        var resources = entry.Find("resources") ?? entry;
        if (task.Environment.Count > 0)
        {
            resources.Add("environment", Shuffled([.. task.Environment.Select(pair => new KeyValuePair<string, object>(pair.Key, pair.Value))]));
        }

        if (task.HasEnvironmentFile)
        {
            resources.Add(Spelled("environment-file"), dice.Next(2) == 0 ? "vars.env" : new List<object> { "./vars.env" });
        }

        return Shuffled(entry);
    }

    // Each key flat or in its group, under one of its names, with one of the spellings of its value.
    private Tree Formed(List<(EditKey Key, string Value)> keys)
    {
        var entry = new Tree();
        var isGrouped = dice.Next(3) == 0;
        foreach (var (key, shown) in keys)
        {
            var value = key.Name == "working-directory" && shown == "ROOT" ? "." : Pick(key.Spellings(shown));
            var group = isGrouped && dice.Next(4) > 0 ? entry.Group(key.Group == "identification" && entry.Find("identification") is null ? "general" : Spelled(key.Group)) : entry;
            if (group != entry && key.Name is "timer" or "schedule-cron" && group != entry && dice.Next(2) == 0)
            {
                group.Add("scheduler", key.Name == "timer" ? "timer" : "cron");
                group.Add("params", value);
            }
            else if (group != entry && key.Name == "restart-delay" && dice.Next(2) == 0)
            {
                group.Add(Spelled("restart-params"), new Tree { { "after", value } });
            }
            else
            {
                group.Add(Spelled(Pick([key.Name, .. key.Aliases])), value);
            }
        }

        return entry;
    }

    private string Spelled(string name) => dice.Next(4) == 0 ? name.Replace('-', '_') : name;

    private Tree Shuffled(Tree tree)
    {
        var entries = tree.ToArray();
        dice.Shuffle(entries);
        return [.. entries.Select(entry => entry.Value is Tree inner && entry.Key != "tasks" ? new(entry.Key, Shuffled(inner)) : entry)];
    }

    private T Pick<T>(params IReadOnlyList<T> from) => from[dice.Next(from.Count)];
}
