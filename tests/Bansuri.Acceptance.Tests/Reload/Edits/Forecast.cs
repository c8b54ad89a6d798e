namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>
/// What must come of an edit, by the design and not by the host: the lines of the plan, and what becomes of each process. Made by comparing
/// what the test itself has written before and after.
/// </summary>
internal sealed class Forecast(EditedConfig old, EditedConfig next, string folder)
{
    private readonly Dictionary<string, EditedTask> _old = old.Tasks.ToDictionary(task => task.Identity, StringComparer.Ordinal);
    private readonly Dictionary<string, EditedTask> _next = next.Tasks.ToDictionary(task => task.Identity, StringComparer.Ordinal);

    public IReadOnlyList<EditedTask> Removed => [.. old.Tasks.Where(task => !_next.ContainsKey(task.Identity))];

    public IReadOnlyList<EditedTask> Added => [.. next.Tasks.Where(task => !_old.ContainsKey(task.Identity))];

    /// <summary>Sorted, and the fields in each of them too.</summary>
    /// <param name="now">What is true of the present tasks.</param>
    public IReadOnlyList<string> Lines(IReadOnlyDictionary<string, Expectation> now)
    {
        var lines = Removed.Select(task => $"- {task.Name}: {(task.IsLong && !now[task.Identity].IsSuspended ? "stops, and is removed" : "is removed")}{(Heir(task) is { } heir ? $" (renamed to {heir.Name})" : "")}")
            .Concat(Added.Select(task => $"+ {task.Name}: is added{(IsEnabled(task) ? "" : ", disabled")}{(Forerunner(task) is { } forerunner ? $" (renamed from {forerunner.Name})" : "")}"))
            .Concat(Changes().Select(change => Sorted($"~ {change.Task.Name}: {Effect(change.Task, change.Fields, now[change.Task.Identity])}; {string.Join("; ", change.Fields.Select(field => field.Text))}")));
        if (old.CheckInterval != next.CheckInterval)
        {
            lines = lines.Append($"~ host.check-interval: '{old.CheckInterval}' -> '{next.CheckInterval}' (live)");
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>A line of the host's plan in the same order of its fields.</summary>
    public static string Sorted(string line)
    {
        var parts = line.Split("; ");
        return string.Join("; ", parts.Take(1).Concat(parts.Skip(1).Order(StringComparer.Ordinal)));
    }

    /// <summary>Carries the edit over to what must be true.</summary>
    public void Apply(Dictionary<string, Expectation> expected)
    {
        foreach (var task in Removed)
        {
            expected[task.Identity].End();
        }

        foreach (var (task, fields) in Changes())
        {
            Change(task, fields, expected[task.Identity]);
        }

        foreach (var task in Added)
        {
            expected[task.Identity] = new Expectation { IsSuspended = !IsEnabled(task) };
            if (IsEnabled(task))
            {
                Begin(task, expected[task.Identity]);
            }
        }
    }

    /// <summary>A run of the task begins.</summary>
    public static void Begin(EditedTask task, Expectation expected)
    {
        if (task.IsLong)
        {
            expected.Renew();
        }
        else if (task.Kind != TaskKind.Cron)
        {
            expected.Runs++;
        }
    }

    private void Change(EditedTask task, IReadOnlyList<(string Text, string Class)> fields, Expectation expected)
    {
        if (expected.IsStopped)
        {
            return;
        }

        if (fields.Any(field => field.Class == "order"))
        {
            expected.IsSuspended = !IsEnabled(task);
            if (IsEnabled(task))
            {
                Begin(task, expected);
            }
            else
            {
                expected.End();
            }
        }
        else if (!expected.IsSuspended && fields.Any(field => field.Class == "restart"))
        {
            React(task, expected);
        }
    }

    private void React(EditedTask task, Expectation expected)
    {
        switch (Reaction(task), task.Kind)
        {
            case ("auto", TaskKind.Text or TaskKind.Forever or TaskKind.ShortOnce):
            case ("restart", not (TaskKind.Cron or TaskKind.ShortTimer)):
                Begin(task, expected);
                break;
            case ("signal:SIGHUP", _) when task.IsLong:
                expected.Hangups++;
                break;
        }
    }

    private string Effect(EditedTask task, IReadOnlyList<(string Text, string Class)> fields, Expectation now) => fields.Select(field => field.Class).ToHashSet() switch
    {
        var classes when classes.Contains("order") && !now.IsStopped => IsEnabled(task) ? "starts" : "stops",
        _ when now.IsSuspended => "stays stopped, counts when it is started",
        var classes when classes.Contains("restart") => (Reaction(task), task.Kind) switch
        {
            ("restart", _) when task.IsLong => "restarts",
            ("auto", TaskKind.Text or TaskKind.Forever) => "restarts",
            ("next-run", _) when task.IsLong => "goes on running, counts from its next run",
            ("signal:SIGHUP", _) when task.IsLong => "gets SIGHUP, counts from its next run",
            ("manual", _) => task.IsLong ? "goes on running until an operator restarts it" : "counts when an operator starts it",
            ("auto", TaskKind.LongOnce) => "finishes as it was, then runs once as edited",
            ("auto" or "restart", TaskKind.ShortOnce) => "runs again as edited",
            _ => "counts from its next run",
        },
        _ when task.Kind == TaskKind.ShortOnce => "is not run again",
        _ when !task.IsLong => "goes on waiting",
        var classes when classes.Contains("next") => "goes on running, counts from its next run",
        _ => "goes on running",
    };

    private IEnumerable<(EditedTask Task, IReadOnlyList<(string Text, string Class)> Fields)> Changes() =>
        from task in next.Tasks
        where _old.ContainsKey(task.Identity)
        let fields = Fields(_old[task.Identity], task).ToList()
        where fields.Count > 0
        select (task, (IReadOnlyList<(string Text, string Class)>)fields);

    private IEnumerable<(string Text, string Class)> Fields(EditedTask before, EditedTask after)
    {
        if (before.Command != after.Command)
        {
            yield return ($"command: '{before.Command}' -> '{after.Command}' (restart)", "restart");
        }

        foreach (var key in EditKey.ByName.Values)
        {
            var (was, now) = (before.Value(key, old.Defaults), after.Value(key, next.Defaults));
            if (was != now)
            {
                yield return ($"{key.Name}: {Shown(was)} -> {Shown(now)} ({key.Class})", key.Class);
            }
        }

        foreach (var name in before.Environment.Keys.Union(after.Environment.Keys))
        {
            var (was, now) = (before.Environment.GetValueOrDefault(name), after.Environment.GetValueOrDefault(name));
            if (was != now)
            {
                yield return ($"environment.{name}: {Shown(was)} -> {Shown(now)} (restart)", "restart");
            }
        }

        if (before.HasEnvironmentFile && after.HasEnvironmentFile && old.EnvironmentVersion != next.EnvironmentVersion)
        {
            yield return ("environment-file: 'its content' -> 'other content' (next)", "next");
        }
    }

    private EditedTask? Heir(EditedTask task) => Added.FirstOrDefault(other => AreAlike(task, other));

    private EditedTask? Forerunner(EditedTask task) => Removed.FirstOrDefault(other => AreAlike(other, task));

    // Each command is another one, so that no two tasks are alike by chance.
    private bool AreAlike(EditedTask before, EditedTask after) => before.Kind == after.Kind && !Fields(before, after).Any(field => !field.Text.StartsWith("environment-file:", StringComparison.Ordinal));

    private bool IsEnabled(EditedTask task) => task.Value(EditKey.Enabled, next.Defaults) == "true";

    private string Reaction(EditedTask task) => task.Value(EditKey.OnChange, next.Defaults) ?? "auto";

    private string Shown(string? value) => value switch { null => "none", "ROOT" => $"'{folder}'", _ => $"'{value}'" };
}
