using System.Globalization;
using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Kernel;
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

    public IReadOnlyList<ProcessInfo> SetPriority(int nice) =>
        [.. Find(ProcessTable.Scan()).Living.Where(row => row.Identity.IsAlive && !SetPriority(row.Pid, nice)).Select(row => row.ToInfo())];

    public Task<StopReport> StopAsync(StopOrder order, CancellationToken killNow) => _stop.RunAsync(order, killNow);

    internal Sighting Find(ProcessTable table) => _members.Find(table);

    /// <summary>Niceness is a thread's own on Linux, whatever POSIX says.</summary>
    private static bool SetPriority(int pid, int nice)
    {
        try
        {
            return Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/task"))
                .Select(path => uint.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
                .All(thread => Libc.SetPriority(Libc.PriorityOfThread, thread, nice) == 0 || Errno.Last == Errno.NoSuchProcess);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
