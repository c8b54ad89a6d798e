using Bansuri.Host.Processes.Watching;

namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// Puts runs into their cgroups while nothing starts. A move holds up every fork on the machine until all processors have been seen
/// (docs/decisions/0014-cgroups.md), the next one hardly: so many are made at once, and none for a run that is over by then. The reactor's.
/// </summary>
internal sealed class CgroupMoves(Reactor reactor)
{
    // Milliseconds, since the last start and since the first that waits.
    private const int Quiet = 500;
    private const int Longest = 10_000;

    private readonly List<(RunCgroup Cgroup, ProcessIdentity Process)> _waiting = [];
    private long _first;
    private long _last;

    internal void Add(RunCgroup cgroup, ProcessIdentity process)
    {
        _last = Reactor.Now;
        _waiting.Add((cgroup, process));
        if (_waiting.Count > 1)
            return;
        _first = _last;
        reactor.After(Quiet, MoveWhenQuiet);
    }

    private void MoveWhenQuiet()
    {
        var now = Reactor.Now;
        if (now - _last < Quiet && now - _first < Longest)
        {
            reactor.After((int)(_last + Quiet - now), MoveWhenQuiet);
            return;
        }

        var moved = _waiting.ToArray();
        _waiting.Clear();
        _ = Task.Run(() =>
        {
            foreach (var (cgroup, process) in moved)
                cgroup.Take(process);
        });
    }
}
