using System.Runtime.InteropServices;

// The C library is the system's, never a file beside the program.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Bansuri.Host.Processes.Kernel;

/// <summary>The calls of libc that the engine uses, as the manual pages have them. Nothing here decides anything.</summary>
/// <remarks>
/// The runtime maps "libc" to the C library it runs on itself. Numbers and layouts are those of 64-bit Linux, equal on x86-64 and arm64.
/// Variadic functions (fcntl, open, prctl, syscall) take integers only here, which both calling conventions pass like any other argument.
/// </remarks>
internal static unsafe partial class Libc
{
    internal const int ReadOnly = 0, WriteOnly = 1, NonBlocking = 0x800, CloseOnExec = 0x80000;
    internal const int EpollIn = 1, EpollAdd = 1, EpollDelete = 2;
    internal const int NoHang = 1, Exited = 4, NoWait = 0x1000000, AnyChild = 0;
    internal const int LimitCore = 4, LimitProcesses = 6, LimitOpenFiles = 7, LimitAddressSpace = 9, LimitLocks = 10;
    internal const int SetFlags = 4, GetDescriptorFlags = 1, SetDescriptorFlags = 2, CloseOnExecFlag = 1;
    internal const int SetChildSubreaper = 36;
    internal const int PriorityOfThread = 0;
    internal const int SeekFromStart = 0;
    internal const int BootClock = 7;
    internal const uint MemoryFileCloseOnExec = 1;
    internal const int UnixSocket = 1, StreamSocket = 1;
    internal const int ExecutePermission = 1;
    internal const short PollIn = 1;
    internal const long PidfdSendSignal = 424, PidfdOpen = 434, CloseRange = 436;
    internal const int CloseRangeCloseOnExec = 4;

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int Pipe(int* ends, int flags);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    internal static partial int SocketPair(int domain, int type, int protocol, int* ends);

    [LibraryImport("libc", EntryPoint = "_exit")]
    internal static partial void Exit(int code);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    /// <summary>Until there is something to read, or its end, or the time is over.</summary>
    internal static void WaitForInput(int descriptor, int milliseconds)
    {
        var wanted = new PollDescriptor { Descriptor = descriptor, Events = PollIn };
        _ = Poll(&wanted, 1, milliseconds);
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    internal static partial int Open(byte* path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    internal static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Control(int descriptor, int command, long argument);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    internal static partial int ChangeOwner(int descriptor, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventDescriptor(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int EpollControl(int epoll, int operation, int descriptor, byte* interest);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    internal static partial int EpollWait(int epoll, byte* events, int capacity, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "wait4", SetLastError = true)]
    internal static partial int Wait(int pid, int* status, int options, ResourceUsage* usage);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    internal static partial int WaitId(int idType, int id, SignalInfo* info, int options);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    internal static partial int GetUsage(int who, ResourceUsage* usage);

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    internal static partial int Limit(int pid, int resource, ResourceLimit* wanted, ResourceLimit* previous);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int GetTime(int clock, long* secondsAndNanoseconds);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    internal static partial int ProcessControl(int option, ulong two, ulong three, ulong four, ulong five);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    internal static partial nint SetDisposition(int signal, nint disposition);

    [LibraryImport("libc", EntryPoint = "getpriority", SetLastError = true)]
    internal static partial int GetPriority(int which, uint who);

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    internal static partial int SetPriority(int which, uint who, int nice);

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    internal static partial int GetAffinity(int thread, nuint size, byte* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    internal static partial int SetAffinity(int thread, nuint size, byte* mask);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    internal static partial uint EffectiveGroup();

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    internal static partial long SystemCall(long number, long one, long two, long three, long four);

    [LibraryImport("libc", EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int UserByName(string name, PasswordEntry* entry, byte* buffer, nuint size, PasswordEntry** found);

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    internal static partial int UserById(uint id, PasswordEntry* entry, byte* buffer, nuint size, PasswordEntry** found);

    [LibraryImport("libc", EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GroupByName(string name, GroupEntry* entry, byte* buffer, nuint size, GroupEntry** found);
}
