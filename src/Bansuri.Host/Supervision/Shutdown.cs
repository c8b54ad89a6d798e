namespace Bansuri.Host.Supervision;

/// <summary>The end of all tasks: who depends on a task is stopped before it, everything else in parallel.</summary>
internal static class Shutdown
{
    public static Task Of(Roster roster)
    {
        var stopping = new Dictionary<TaskSupervisor, Task>();
        return Task.WhenAll(roster.All.Select(place => StopAsync(place.Supervisor, place.Task.Name)).ToList());

        // The configuration has no cycles: its reader refuses them.
        Task StopAsync(TaskSupervisor supervisor, string name) => stopping.TryGetValue(supervisor, out var stop)
            ? stop
            : stopping[supervisor] = AfterAsync(roster.DependentsOf(name).Select(dependent => StopAsync(dependent, dependent.Snapshot.Name)).ToList(), supervisor);

        static async Task AfterAsync(IReadOnlyList<Task> first, TaskSupervisor supervisor)
        {
            await Task.WhenAll(first);
            await supervisor.ShutDownAsync();
        }
    }
}
