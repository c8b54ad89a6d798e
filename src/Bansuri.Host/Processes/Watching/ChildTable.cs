namespace Bansuri.Host.Processes.Watching;

/// <summary>The children of the engine by number. The reactor's.</summary>
internal sealed class ChildTable
{
    private readonly Dictionary<int, ChildProcess> _running = [];
    private readonly HashSet<ChildProcess> _all = [];

    internal IReadOnlyCollection<ChildProcess> All => _all;

    internal void Add(ChildProcess child)
    {
        _all.Add(child);
        _running[child.Identity.Pid] = child;
        child.Begin();
    }

    internal ChildProcess? FindRunning(int pid) => _running.GetValueOrDefault(pid);

    internal void Changed(ChildProcess child)
    {
        // The number may be another child's by now.
        if (child.Exited.IsCompleted && _running.TryGetValue(child.Identity.Pid, out var running) && running == child)
            _running.Remove(child.Identity.Pid);
        if (child.IsFinished)
            _all.Remove(child);
    }
}
