using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Kernel;
using Bansuri.Host.Processes.Spawning;
using Bansuri.Host.Processes.Stopping;

namespace Bansuri.Host.Processes;

/// <summary>The processes of a run: what can be done with them does not depend on whether this host has started them.</summary>
internal class ProcessSet : IProcessSet
{
    private readonly RunMembers _members;
    private readonly JointStop _stop;
    private readonly QuickLook _look;
    private readonly TimeProvider _clock;

    internal ProcessSet(RunMembers members, Looks looks, TimeProvider clock)
    {
        (_members, _look, _clock) = (members, looks.Quick, clock);
        _stop = new(members, looks.Whole, clock);
    }

    public string RunId => _members.RunId;

    public IReadOnlyList<ProcessInfo> Members() => Find(ProcessTable.Scan()).Describe();

    public SignalReport Signal(int signal) => Signaller.Send(signal, _members, Find(ProcessTable.Scan()));

    public IReadOnlyList<ProcessInfo> SetPriority(int? nice)
    {
        var wanted = nice ?? LimitCheck.OwnNice();
        return ThreadChange.Apply(Look, thread => Libc.SetPriority(Libc.PriorityOfThread, (uint)thread, wanted));
    }

    public IReadOnlyList<ProcessInfo> SetCpus(string? cpus)
    {
        var wanted = cpus is null ? CpuMask.OfThisProcess() : CpuMask.Of(cpus);
        return ThreadChange.Apply(Look, wanted.Apply);
    }

    public async Task<StopReport> StopAsync(StopOrder order, CancellationToken killNow)
    {
        // Nearly every end of a task is one of its main process alone, and the next attempt waits for this answer.
        if (_members.AreGone(_look))
        {
            _members.Cgroup?.RemoveLater(_clock);
            return new(false, TimeSpan.Zero, []);
        }

        var report = await _stop.RunAsync(order, killNow);
        LeaveCgroup();
        return report;
    }

    /// <summary>It is removed if nobody is in it.</summary>
    internal void LeaveCgroup() => _members.Cgroup?.TryRemove();

    internal Sighting Find(ProcessTable table) => _members.Find(table);

    private Sighting Look() => Find(ProcessTable.Scan());
}
