using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Finding;

/// <summary>The clock of field 22: ticks since the boot, suspended time included.</summary>
internal static class BootClock
{
    /// <summary>USER_HZ, which is 100 on every architecture that .NET runs on.</summary>
    internal const int TicksPerSecond = 100;

    /// <summary>Now, rounded up: whatever was started by now has a start time of at most this.</summary>
    /// <remarks>A system call and no file: there may be no descriptor left when a child has ended.</remarks>
    internal static unsafe ulong Now()
    {
        long* time = stackalloc long[2];
        const long NanosecondsPerTick = 1_000_000_000 / TicksPerSecond;
        return Libc.GetTime(Libc.BootClock, time) == 0 ? ((ulong)time[0] * TicksPerSecond) + (ulong)(time[1] / NanosecondsPerTick) + 2 : 0;
    }
}
