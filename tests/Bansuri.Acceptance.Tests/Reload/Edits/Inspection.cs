namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>What is not as it must be.</summary>
/// <param name="all">By identity; a process that was due and is there is written down.</param>
internal sealed class Inspection(EditedHost host, EditedConfig config, IReadOnlyDictionary<string, Expectation> all)
{
    public IEnumerable<string> Problems(IReadOnlyList<TaskView> tasks)
    {
        var seen = tasks.ToDictionary(task => task.Name, StringComparer.Ordinal);
        var (wanted, listed) = (Names(config.Tasks.Select(task => task.Name)), Names(seen.Keys));
        if (wanted != listed)
        {
            yield return $"listed are {listed}\ninstead of {wanted}";
            yield break;
        }

        foreach (var (identity, expected) in all)
        {
            if (expected.Before is { } gone && ProcFs.IsAlive(gone))
            {
                yield return $"{identity}: pid {gone} is not gone";
            }
            else if (!expected.IsNew)
            {
                // Its number may come back as that of another process.
                expected.Before = null;
            }
        }

        foreach (var task in config.Tasks)
        {
            if (Problem(task, seen[task.Name], all[task.Identity]) is { } problem)
            {
                yield return $"{task.Name} ({task.Kind}): {problem}, but {seen[task.Name]}";
            }
        }
    }

    private string? Problem(EditedTask task, TaskView view, Expectation expected)
    {
        if (expected.IsNew && view.Pid is { } pid && pid != expected.Before)
        {
            (expected.IsNew, expected.Pid) = (false, pid);
        }

        return expected switch
        {
            { IsNew: true } => $"it must have a process other than {expected.Before}",
            _ when view.Pid != expected.Pid => $"its process must be {expected.Pid}",
            _ when view.Runs != expected.Runs => $"it must have run {expected.Runs} times",
            _ when expected.IsSuspended != (view.State == "stopped") => "it must be stopped if and only if it was ordered to",
            { IsSuspended: false } when task.Kind == TaskKind.ShortOnce && view.State != "succeeded" => "it must have ended",
            { IsSuspended: false } when task.Kind is TaskKind.ShortTimer or TaskKind.Cron && view.State != "scheduled" => "it must wait for its time",
            _ when task.CountsHangups && expected.Pid is not null && !host.CanHangUp(task.Name, expected.Pid) => "it must be up",
            _ when task.CountsHangups && host.Hangups(task.Name) != expected.Hangups => $"it must have got {expected.Hangups} hangups",
            _ => null,
        };
    }

    private static string Names(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));
}
