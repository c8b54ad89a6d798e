namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>Makes up tasks and edits; all chance comes from one seed.</summary>
internal sealed class Editor(Random dice, string folder)
{
    private const int Fewest = 40, Most = 55;

    private static readonly TaskKind[] Kinds =
    [
        TaskKind.Text, TaskKind.Text, TaskKind.Forever, TaskKind.Forever, TaskKind.Forever, TaskKind.LongOnce, TaskKind.LongOnce, TaskKind.ShortOnce, TaskKind.LongTimer, TaskKind.ShortTimer, TaskKind.Cron,
    ];

    private int _number = 100_000;
    private int _name;

    public EditedConfig First()
    {
        var config = new EditedConfig();
        while (config.Tasks.Count < 50)
        {
            Add(config);
        }

        return config;
    }

    /// <summary>One to three changes of meaning. What was edited, for people.</summary>
    public string Edit(EditedConfig config)
    {
        var done = new List<string>();
        for (var times = dice.Next(1, 4); times > 0; times--)
        {
            done.Add(Change(config));
        }

        return string.Join(", ", done);
    }

    private string Change(EditedConfig config) => dice.Next(100) switch
    {
        < 10 when config.Tasks.Count < Most => Add(config),
        < 20 when config.Tasks.Count > Fewest => Remove(config),
        < 26 => Rename(config),
        < 30 => Move(config),
        < 36 => Toggle(config),
        < 40 => ChangeDefaults(config),
        < 42 => ChangeHost(config),
        < 46 => ChangeEnvironmentFile(config),
        < 52 => ChangeSchedule(config),
        < 58 => ChangeCommand(config),
        < 66 => ChangeEnvironment(config),
        < 80 => ChangeKey(config, EditKey.Live),
        < 84 => ChangeKey(config, EditKey.Next),
        _ => ChangeKey(config, EditKey.Restart),
    };

    private string Add(EditedConfig config)
    {
        var kind = Pick(Kinds);
        var at = dice.Next(config.Tasks.Count + 1);
        var task = kind == TaskKind.Text ? Text(config) : Mapping(kind);
        config.Tasks.Insert(at, task);
        return $"added {kind} {task.Name}{task.Command}";
    }

    // Some texts stand there twice, or come back.
    private EditedTask Text(EditedConfig config)
    {
        var texts = config.Tasks.Where(task => task.Kind == TaskKind.Text).ToList();
        var command = dice.Next(4) == 0 && texts.Count > 0 ? Pick(texts).Command : $"exec sleep {(dice.Next(3) == 0 ? dice.Next(200_000, 200_010) : ++_number)}";
        return new EditedTask("", TaskKind.Text, command);
    }

    private EditedTask Mapping(TaskKind kind)
    {
        var counts = kind is TaskKind.Forever or TaskKind.LongOnce or TaskKind.LongTimer && dice.Next(3) == 0;
        var task = new EditedTask($"task-{++_name}", kind, "") { CountsHangups = counts, HasEnvironmentFile = dice.Next(8) == 0 };
        task = task with { Command = NewCommand(task) };
        if (kind is TaskKind.LongTimer or TaskKind.ShortTimer)
        {
            task.Keys["timer"] = Pick(EditKey.Timer.Values).Shown;
        }
        else if (kind == TaskKind.Cron)
        {
            task.Keys["schedule-cron"] = Pick(EditKey.Cron.Values).Shown;
        }

        for (var keys = dice.Next(4); keys > 0; keys--)
        {
            Change(task, Pick(dice.Next(2) == 0 ? EditKey.Live : EditKey.Restart));
        }

        return task;
    }

    // A list, and so without a shell: as plans write it.
    private string NewCommand(EditedTask task) =>
        task.CountsHangups ? $"[\"{folder}/counter\", \"{++_number}\"]" : $"[\"{(task.IsLong ? "sleep" : "true")}\", \"{++_number}\"]";

    private string Remove(EditedConfig config)
    {
        var task = Pick(config.Tasks);
        config.Tasks.Remove(task);
        return $"removed {task.Name}";
    }

    private string Rename(EditedConfig config)
    {
        var at = MappingAt(config);
        var name = $"task-{++_name}";
        var old = config.Tasks[at].Name;
        config.Tasks[at] = config.Tasks[at] with { Name = name, Identity = name };
        return $"renamed {old} to {name}";
    }

    private string Move(EditedConfig config)
    {
        var task = Pick(config.Tasks);
        config.Tasks.Remove(task);
        config.Tasks.Insert(dice.Next(config.Tasks.Count + 1), task);
        return $"moved {task.Name}";
    }

    private string Toggle(EditedConfig config)
    {
        var task = config.Tasks[MappingAt(config)];
        task.Keys["enabled"] = task.Keys.GetValueOrDefault("enabled") == "false" ? "true" : "false";
        return $"enabled {task.Keys["enabled"]} of {task.Name}";
    }

    // One of the restart class now and then: it makes nearly everything begin anew.
    private string ChangeDefaults(EditedConfig config)
    {
        var key = dice.Next(12) == 0 ? EditKey.Umask : Pick([EditKey.LogKeep, EditKey.Timeout]);
        Change(config.Defaults, key, key.Values);
        return $"default {key.Name}";
    }

    private string ChangeHost(EditedConfig config)
    {
        config.CheckInterval = config.CheckInterval == "1h" ? "2h" : "1h";
        return "check-interval";
    }

    private static string ChangeEnvironmentFile(EditedConfig config)
    {
        config.EnvironmentVersion++;
        return "environment file";
    }

    private string ChangeSchedule(EditedConfig config)
    {
        var periodic = config.Tasks.Where(task => task.Kind is TaskKind.Cron or TaskKind.LongTimer or TaskKind.ShortTimer).ToList();
        if (periodic.Count == 0)
        {
            return Move(config);
        }

        var task = Pick(periodic);
        var key = task.Kind == TaskKind.Cron ? EditKey.Cron : EditKey.Timer;
        task.Keys[key.Name] = Pick(key.Values).Shown;
        return $"{key.Name} of {task.Name}";
    }

    private string ChangeCommand(EditedConfig config)
    {
        var at = MappingAt(config);
        config.Tasks[at] = config.Tasks[at] with { Command = NewCommand(config.Tasks[at]) };
        return $"command of {config.Tasks[at].Name}";
    }

    private string ChangeEnvironment(EditedConfig config)
    {
        var task = config.Tasks[MappingAt(config)];
        var name = $"V{dice.Next(3)}";
        if (!task.Environment.Remove(name) || dice.Next(2) == 0)
        {
            task.Environment[name] = $"value {++_number}";
        }

        return $"environment of {task.Name}";
    }

    private string ChangeKey(EditedConfig config, IReadOnlyList<EditKey> keys)
    {
        var (task, key) = (config.Tasks[MappingAt(config)], Pick(keys));
        Change(task, key);
        return $"{key.Name} of {task.Name}";
    }

    private void Change(EditedTask task, EditKey key) =>
        Change(task.Keys, key, [.. key.Values.Where(value => task.CountsHangups || value.Shown != "signal:SIGHUP")]);

    private void Change(SortedDictionary<string, string> keys, EditKey key, IReadOnlyList<(string Shown, object[] Written)> values)
    {
        if (dice.Next(4) == 0)
        {
            keys.Remove(key.Name);
        }
        else
        {
            keys[key.Name] = Pick(values).Shown;
        }
    }

    private int MappingAt(EditedConfig config)
    {
        var task = Pick(config.Tasks.Where(task => task.Kind != TaskKind.Text).ToList());
        return config.Tasks.IndexOf(task);
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[dice.Next(from.Count)];
}
