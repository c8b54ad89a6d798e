namespace Bansuri.Host.Processes;

/// <summary>How a main process ended, and what it and the descendants that it waited for have used.</summary>
/// <param name="Code">The exit code, or null when a signal ended it.</param>
/// <param name="Signal">The signal that ended it, or null.</param>
/// <param name="PeakMemoryBytes">
/// The largest resident size, or null when unknown: a child starts out in the host's memory (vfork), and the kernel counts that as the child's.
/// So only a peak above the host's own is the child's.
/// </param>
internal sealed record ProcessExit(int? Code, int? Signal, bool CoreDumped, TimeSpan UserCpu, TimeSpan SystemCpu, long? PeakMemoryBytes);
