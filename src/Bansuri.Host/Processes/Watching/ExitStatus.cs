using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Watching;

/// <summary>Reaps one child, and only that one: the runtime ends the process when a child of its own is reaped by others.</summary>
internal static unsafe class ExitStatus
{
    private const int Self = 0;

    /// <summary>The largest resident size of this host so far.</summary>
    internal static long OwnPeakKibibytes()
    {
        ResourceUsage usage;
        return Libc.GetUsage(Self, &usage) == 0 ? usage.PeakKibibytes : 0;
    }

    /// <summary>Null while it runs.</summary>
    /// <param name="hostPeak">The host's peak when it started the child, which the kernel also counts as the child's: vfork shares the memory.</param>
    internal static ProcessExit? Take(int pid, long hostPeak)
    {
        int status;
        ResourceUsage usage;
        var reaped = Libc.Wait(pid, &status, Libc.NoHang, &usage);
        if (reaped == 0 || (reaped < 0 && Errno.Last == Errno.Interrupted))
            return null;
        // Somebody else has reaped it (a plugin that waits for any child): that it ended is all that can be known.
        if (reaped < 0)
            return new(null, null, false, default, default, null);
        var signal = status & 0x7f;
        return new(
            signal == 0 ? (status >> 8) & 0xff : null,
            signal == 0 ? null : signal,
            (status & 0x80) != 0,
            Time(usage.UserSeconds, usage.UserMicroseconds),
            Time(usage.SystemSeconds, usage.SystemMicroseconds),
            usage.PeakKibibytes > hostPeak ? usage.PeakKibibytes * 1024 : null);
    }

    private static TimeSpan Time(long seconds, long microseconds) => TimeSpan.FromSeconds(seconds) + TimeSpan.FromMicroseconds(microseconds);
}
