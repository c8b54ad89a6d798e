using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Watching;

/// <summary>
/// Reaps, one by one, the orphans that the host was given as a subreaper: it peeks at the first zombie and then waits for that number only.
/// On kernels without pidfd the same look finds the ends of the engine's own children.
/// </summary>
internal sealed unsafe class OrphanReaper(Reactor reactor, ChildTable children, Func<bool> isSpawning, bool hasDescriptors)
{
    // Between two looks: while there is something to come, and up to which the pause grows while there is nothing. A zombie that waits costs a
    // number and no more, while a host that idles for days looks for ever.
    private const int Often = 20, Seldom = 8000;

    // A zombie of our own session is a child of the runtime (a plugin's Process), which takes it itself within milliseconds, or else nobody's.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly int _ownSession = ProcessRow.Read(Environment.ProcessId)?.Session ?? 0;
    private (int Pid, long Since) _spared;
    private int _pause = Often;

    internal long Reaped { get; private set; }

    internal void Begin() => reactor.After(_pause, Tick);

    private void Tick()
    {
        var before = Reaped;
        var more = true;
        try
        {
            more = Reap() || Reaped != before;
        }
        finally
        {
            _pause = hasDescriptors && !more ? Math.Min(2 * _pause, Seldom) : Often;
            reactor.After(_pause, Tick);
        }
    }

    /// <summary>True when a zombie had to be left that may be ready soon.</summary>
    private bool Reap()
    {
        while (Peek() is var pid and > 0)
        {
            if (children.FindRunning(pid) is { } child)
            {
                child.TryReap();
                continue;
            }

            // A start that has not yet told its number: an order posted before the count fell is found in the queue now.
            if (isSpawning())
                return true;
            reactor.RunOrders();
            if (children.FindRunning(pid) is not null)
                continue;
            if (IsSpared(pid))
                return false;
            if (ExitStatus.Take(pid, 0) is null)
                return false;
            Reaped++;
        }

        return false;
    }

    private static int Peek()
    {
        SignalInfo info = default;
        return Libc.WaitId(Libc.AnyChild, 0, &info, Libc.Exited | Libc.NoHang | Libc.NoWait) == 0 ? info.Pid : 0;
    }

    private bool IsSpared(int pid)
    {
        if (ProcessRow.Read(pid) is not { } row || row.Session != _ownSession)
            return false;
        if (_spared.Pid != pid)
            _spared = (pid, Reactor.Now);
        return Reactor.Now - _spared.Since < Patience.TotalMilliseconds;
    }
}
