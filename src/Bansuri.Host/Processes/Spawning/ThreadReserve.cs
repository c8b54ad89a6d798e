using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>
/// Some of the processes that this user may have (RLIMIT_NPROC, which counts threads, of all his programs on the machine) are kept for the threads of
/// the host: its tasks have a limit that is lower by those. A task that forks without end would otherwise end its host, as the runtime does not
/// survive a thread that it cannot make (docs/decisions/0016-threads-of-the-host.md).
/// </summary>
internal static unsafe class ThreadReserve
{
    private const ulong Most = 32;

    /// <summary>The host bears the limit of its children while it spawns, so that they are born with it.</summary>
    /// <returns>The host's own, to be put back; null where nothing limits it.</returns>
    internal static ulong? Keep()
    {
        ResourceLimit limit;
        if (Libc.Limit(0, Libc.LimitProcesses, null, &limit) != 0 || limit.Soft == ResourceLimit.Unlimited)
            return null;
        var own = limit.Soft;
        limit.Soft -= Math.Min(Most, own / 8);
        return Libc.Limit(0, Libc.LimitProcesses, &limit, null) == 0 ? own : null;
    }

    internal static void PutBack(ulong own)
    {
        ResourceLimit limit;
        if (Libc.Limit(0, Libc.LimitProcesses, null, &limit) != 0)
            return;
        limit.Soft = Math.Min(own, limit.Hard);
        _ = Libc.Limit(0, Libc.LimitProcesses, &limit, null);
    }
}
