using Bansuri.Host.Processes.Finding;

namespace Bansuri.Host.Processes;

/// <summary>A process for good, within one boot: numbers are used again, a number with a start time is not.</summary>
/// <param name="StartTicks">Field 22 of <c>/proc/PID/stat</c>: clock ticks from the boot to the start.</param>
internal readonly record struct ProcessIdentity(int Pid, ulong StartTicks)
{
    /// <summary>The process that has this number now, a zombie included.</summary>
    internal static ProcessIdentity? Of(int pid) => ProcessRow.Read(pid) is { } row ? row.Identity : null;

    /// <summary>Whether this very process still runs; a zombie has ended.</summary>
    internal bool IsAlive => ProcessRow.Read(Pid) is { } row && row.Identity == this && !row.HasEnded;
}
