using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes;

/// <summary>
/// Descriptors that stay free below the limit (RLIMIT_NOFILE) for what the host cannot do without: to look through /proc, to stop what runs, and above all to
/// begin a thread, as the runtime ends a process in which it cannot. Numbers are given out from below, so a high one means that nearly all are in use.
/// Starts of tasks stop first, then files for their output, then answers to clients: an operator still gets in when tasks have taken what they may.
/// </summary>
internal static class DescriptorReserve
{
    private const int Whole = 256;

    // A host with three plugins has 180, and 250 while it starts.
    private const int Least = 320;
    private const int DuplicateCloseOnExec = 1030;

    /// <summary>Whether the pipe of a task to be has a number that is not for tasks.</summary>
    internal static bool IsForHost(int descriptor) => descriptor >= Most(quarters: 4);

    /// <summary>Whether a file for output has a number that is not for files.</summary>
    internal static bool IsBeyondFiles(int descriptor) => descriptor >= Most(quarters: 3);

    /// <summary>Whether a client would get a number that is not for clients.</summary>
    internal static bool IsBeyondClients()
    {
        var next = Libc.Control(0, DuplicateCloseOnExec, 0);
        if (next >= 0)
            _ = Libc.Close(next);
        return next < 0 || next >= Most(quarters: 2);
    }

    /// <summary>Why this process cannot be a host; null where it can.</summary>
    internal static string? Refusal() => Soft() is var soft && soft < Least
        ? $"a process may have {soft} open files here (ulimit -n), and a host needs at least {Least}; raise the limit"
        : null;

    private static int Most(int quarters)
    {
        var soft = Soft();
        return soft - (Math.Min(Whole, soft / 4) * quarters / 4);
    }

    private static int Soft() => (int)Math.Min(ResourceLimit.Of(Libc.LimitOpenFiles)?.Soft ?? int.MaxValue, int.MaxValue);
}
