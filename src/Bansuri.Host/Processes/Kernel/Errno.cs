using System.Runtime.InteropServices;

namespace Bansuri.Host.Processes.Kernel;

/// <summary>Error numbers of the kernel, with their names and the texts of strerror.</summary>
internal static class Errno
{
    internal const int NotPermitted = 1, NotFound = 2, NoSuchProcess = 3, Interrupted = 4, InputOutput = 5, TooBig = 7, NoExec = 8,
        NoChild = 10, TryAgain = 11, NoMemory = 12, NoAccess = 13, NotDirectory = 20, IsDirectory = 21, Invalid = 22, TableFull = 23,
        TooManyFiles = 24, TextBusy = 26, NameTooLong = 36, NoSystemCall = 38, Loop = 40, BadLibrary = 80;

    /// <summary>The error of the last call in <see cref="Libc"/> on this thread.</summary>
    internal static int Last => Marshal.GetLastPInvokeError();

    /// <summary>What strerror says, e.g. "No such file or directory".</summary>
    internal static string Text(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    /// <summary>The name of errno.h, or the number for one that no start can give.</summary>
    internal static string Name(int errno) => errno switch
    {
        NotPermitted => "EPERM",
        NotFound => "ENOENT",
        NoSuchProcess => "ESRCH",
        Interrupted => "EINTR",
        InputOutput => "EIO",
        TooBig => "E2BIG",
        NoExec => "ENOEXEC",
        NoChild => "ECHILD",
        TryAgain => "EAGAIN",
        NoMemory => "ENOMEM",
        NoAccess => "EACCES",
        NotDirectory => "ENOTDIR",
        IsDirectory => "EISDIR",
        Invalid => "EINVAL",
        TableFull => "ENFILE",
        TooManyFiles => "EMFILE",
        TextBusy => "ETXTBSY",
        NameTooLong => "ENAMETOOLONG",
        NoSystemCall => "ENOSYS",
        Loop => "ELOOP",
        BadLibrary => "ELIBBAD",
        _ => $"errno {errno}",
    };
}
