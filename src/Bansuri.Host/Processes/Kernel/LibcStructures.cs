using System.Runtime.InteropServices;

namespace Bansuri.Host.Processes.Kernel;

/// <summary>struct rusage: only the fields that Linux fills and the engine reads.</summary>
[StructLayout(LayoutKind.Sequential, Size = 144)]
internal struct ResourceUsage
{
    internal long UserSeconds, UserMicroseconds, SystemSeconds, SystemMicroseconds, PeakKibibytes;
}

/// <summary>struct rlimit; <see cref="Unlimited"/> is RLIM_INFINITY.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ResourceLimit
{
    internal const ulong Unlimited = ulong.MaxValue;
    internal ulong Soft, Hard;

    /// <summary>Of this process, or another; null where it cannot be read.</summary>
    internal static unsafe ResourceLimit? Of(int resource, int pid = 0)
    {
        ResourceLimit limit;
        return Libc.Limit(pid, resource, null, &limit) == 0 ? limit : null;
    }

    internal readonly unsafe bool Set(int resource, int pid = 0)
    {
        var limit = this;
        return Libc.Limit(pid, resource, &limit, null) == 0;
    }
}

/// <summary>siginfo_t as waitid fills it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct SignalInfo
{
    [FieldOffset(16)] internal int Pid;
}

/// <summary>struct passwd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PasswordEntry
{
    internal byte* Name, Password;
    internal uint User, Group;
    internal byte* Comment, Home, Shell;
}

/// <summary>struct group.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GroupEntry
{
    internal byte* Name, Password;
    internal uint Group;
    internal byte** Members;
}
