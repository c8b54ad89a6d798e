using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes;

/// <summary>What the host's process needs before it starts others. The first line of Main.</summary>
/// <param name="ChildOpenFiles">The soft descriptor limit that children get back; null leaves them the host's.</param>
internal sealed record ProcessHygiene(ulong? ChildOpenFiles)
{
    // What nearly every system gives, because select() ends there.
    private const ulong UsualOpenFiles = 1024;

    /// <summary>
    /// Default SIGCHLD (inherited as ignored, every wait would fail), no end by a write too long or too much processor time, descriptors
    /// 0 to 2 open, all others closed for children, subreaper of all descendants, soft descriptor limit raised to the hard one.
    /// </summary>
    internal static ProcessHygiene Apply()
    {
        _ = Libc.SetDisposition(Signals.Child, Signals.Default);
        OutliveLimits();
        OpenStandardDescriptors();
        KeepInheritedDescriptors();
        _ = Libc.ProcessControl(Libc.SetChildSubreaper, 1, 0, 0, 0);
        return new(RaiseOpenFiles());
    }

    /// <summary>
    /// Limits whose signals end a process, and a host would leave its tasks behind: a write beyond the greatest length of a file (RLIMIT_FSIZE)
    /// fails instead, as on a full disk, and of processor time (RLIMIT_CPU) only the hard limit counts. Children get the defaults back.
    /// </summary>
    private static void OutliveLimits()
    {
        _ = Libc.SetDisposition(Signals.FileTooLong, Signals.Ignored);
        _ = Libc.SetDisposition(Signals.ProcessorTime, Signals.Ignored);
    }

    /// <summary>Else a pipe of the first task would become the host's own stdin or stdout.</summary>
    private static unsafe void OpenStandardDescriptors()
    {
        fixed (byte* nowhere = "/dev/null\0"u8)
        {
            for (var descriptor = 0; descriptor <= 2; descriptor++)
            {
                if (Libc.Control(descriptor, Libc.GetDescriptorFlags, 0) < 0)
                    _ = Libc.Open(nowhere, descriptor == 0 ? Libc.ReadOnly : Libc.WriteOnly, 0);
            }
        }
    }

    /// <summary>What the host was started with, a batch system's logs say, is none of its children's; glibc before 2.34 closes nothing for us.</summary>
    private static void KeepInheritedDescriptors()
    {
        // Linux 5.11; before that, one by one.
        if (Libc.SystemCall(Libc.CloseRange, 3, uint.MaxValue, Libc.CloseRangeCloseOnExec, 0) == 0)
            return;
        foreach (var path in Directory.EnumerateFiles("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(path), out var descriptor) && descriptor > 2)
                _ = Libc.Control(descriptor, Libc.SetDescriptorFlags, Libc.CloseOnExecFlag);
        }
    }

    /// <summary>
    /// The runtime itself has raised the soft limit before Main, and nothing remembers the old one; but the parent has it, unless it changed
    /// the limits for us (slurmstepd does: then its hard limit differs as a rule).
    /// </summary>
    private static ulong? RaiseOpenFiles()
    {
        if (ResourceLimit.Of(Libc.LimitOpenFiles) is not { } own)
            return null;
        var inherited = own.Soft;
        if (own.Soft == own.Hard)
        {
            inherited = ResourceLimit.Of(Libc.LimitOpenFiles, Finding.ProcessRow.Read(Environment.ProcessId)?.Parent ?? 1) is { } parent && parent.Hard == own.Hard
                ? parent.Soft
                : Math.Min(UsualOpenFiles, own.Hard);
        }

        _ = (own with { Soft = own.Hard }).Set(Libc.LimitOpenFiles);
        return inherited;
    }
}
