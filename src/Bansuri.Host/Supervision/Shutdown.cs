namespace Bansuri.Host.Supervision;

/// <summary>The end of all tasks: who depends on a task is stopped before it, everything else in parallel.</summary>
internal static class Shutdown
{
    public static Task Of(IReadOnlyList<TaskSupervisor> all)
    {
        var dependents = all
            .SelectMany(each => each.Specification.Config.FailureControl.DependsOn, (each, dependency) => (dependency.Task, each))
            .ToLookup(pair => pair.Task, pair => pair.each, StringComparer.Ordinal);
        var stopping = new Dictionary<TaskSupervisor, Task>();
        return Task.WhenAll(all.Select(StopAsync));

        // The configuration has no cycles: its reader refuses them.
        Task StopAsync(TaskSupervisor supervisor) =>
            stopping.TryGetValue(supervisor, out var stop) ? stop : stopping[supervisor] = AfterAsync(dependents[supervisor.Specification.Name].Select(StopAsync).ToList(), supervisor);

        static async Task AfterAsync(IReadOnlyList<Task> first, TaskSupervisor supervisor)
        {
            await Task.WhenAll(first);
            await supervisor.ShutDownAsync();
        }
    }
}
