using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>
/// Some of the processes that this user may have (RLIMIT_NPROC, which counts threads, of all his programs on the machine) are kept for the threads of
/// the host: its tasks have a limit that is lower by those. A task that forks without end would otherwise end its host, as the runtime does not
/// survive a thread that it cannot make (docs/decisions/0016-threads-of-the-host.md).
/// </summary>
internal static class ThreadReserve
{
    private const ulong Most = 32;

    /// <summary>The host bears the limit of its children while it spawns, so that they are born with it.</summary>
    /// <returns>The host's own, to be put back; null where nothing limits it.</returns>
    internal static ulong? Keep()
    {
        if (ResourceLimit.Of(Libc.LimitProcesses) is not { Soft: not ResourceLimit.Unlimited } own)
            return null;
        return (own with { Soft = own.Soft - Math.Min(Most, own.Soft / 8) }).Set(Libc.LimitProcesses) ? own.Soft : null;
    }

    internal static void PutBack(ulong own)
    {
        // Read again: somebody may have lowered the hard limit meanwhile.
        if (ResourceLimit.Of(Libc.LimitProcesses) is { } lowered)
            _ = (lowered with { Soft = Math.Min(own, lowered.Hard) }).Set(Libc.LimitProcesses);
    }
}
