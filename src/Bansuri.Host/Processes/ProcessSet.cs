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

    internal ProcessSet(RunMembers members, SharedScan scan, TimeProvider clock)
    {
        _members = members;
        _stop = new((order, kill) => new StopSequence(members, scan, clock, order).RunAsync(kill), clock);
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

    public Task<StopReport> StopAsync(StopOrder order, CancellationToken killNow) => _stop.RunAsync(order, killNow);

    internal Sighting Find(ProcessTable table) => _members.Find(table);

    private Sighting Look() => Find(ProcessTable.Scan());
}
