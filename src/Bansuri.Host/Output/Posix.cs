using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

#pragma warning disable CA5392 // One attribute of the assembly, beside the process engine's calls, says where libraries are sought.

namespace Bansuri.Host.Output;

/// <summary>
/// The system calls of a log writer. FileStream knows neither O_APPEND nor how many bytes a failed write took, and both decide
/// whether a full disk loses a byte; its exceptions hide the errno.
/// </summary>
internal static unsafe partial class Posix
{
    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const int ENOENT = 2;
    public const int EEXIST = 17;
    public const int ENOTDIR = 20;
    public const int EMFILE = 24;

    private const int OpenForAppend = 0x1 /* O_WRONLY */ | 0x40 /* O_CREAT */ | 0x400 /* O_APPEND */ | 0x800 /* O_NONBLOCK */ | 0x80000 /* O_CLOEXEC */;
    private const int CurrentDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const short PollOut = 4;

    public static string ErrorText(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    /// <summary>Never blocks, not even on a FIFO that nobody reads (ENXIO).</summary>
    public static int OpenAppend(string path, out SafeFileHandle? file)
    {
        var descriptor = Open(path, OpenForAppend, Mode600);
        file = descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
        return descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    /// <summary>One write(2), which may take fewer bytes than offered; errno or 0.</summary>
    public static int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, out int written)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                var result = Write(file, start, bytes.Length);
                written = (int)Math.Max(0, result);
                if (result >= 0)
                {
                    return 0;
                }

                var errno = Marshal.GetLastPInvokeError();
                if (errno != EINTR)
                {
                    return errno;
                }
            }
        }
    }

    /// <summary>Waits until a descriptor that somebody else made non-blocking takes bytes again.</summary>
    public static void WaitWritable(SafeFileHandle file)
    {
        var poll = new PollDescriptor { Descriptor = (int)file.DangerousGetHandle(), Events = PollOut };
        _ = Poll(&poll, 1, -1);
    }

    public static int Stat(string path, out FileStatus status) => Stat(CurrentDirectory, path, 0, out status);

    public static int Stat(SafeFileHandle file, out FileStatus status) => Stat((int)file.DangerousGetHandle(), "", EmptyPath, out status);

    public static int MakeDirectory(string path) => Errno(MakeDirectory(path, Mode700)) is var errno and not 0 ? errno : Errno(ChangeMode(path, Mode700));

    /// <summary>With those above it; 0 also when it is there already.</summary>
    public static int MakeDirectories(string? directory)
    {
        if (string.IsNullOrEmpty(directory))
        {
            return ENOENT;
        }

        var error = MakeDirectory(directory);
        if (error == ENOENT)
        {
            error = MakeDirectories(Path.GetDirectoryName(directory));
            error = error == 0 ? MakeDirectory(directory) : error;
        }

        return error == EEXIST ? 0 : error;
    }

    /// <summary>The umask can only take bits away, so the mode is set once more.</summary>
    public static void MakePrivate(SafeFileHandle file) => _ = ChangeMode(file, Mode600);

    public static int Rename(string from, string to) => Errno(RenameFile(from, to));

    public static int Remove(string path) => Errno(Unlink(path));

    private const int Mode600 = 0b110_000_000;
    private const int Mode700 = 0b111_000_000;

    private static int Errno(int result) => result < 0 ? Marshal.GetLastPInvokeError() : 0;

    private static int Stat(int directory, string path, int flags, out FileStatus status)
    {
        StatBuffer buffer = default;
        var errno = Errno(StatX(directory, path, flags, BasicStats, &buffer));
        status = new FileStatus(((long)buffer.DeviceMajor << 32) | buffer.DeviceMinor, buffer.Inode, (long)buffer.Size, (buffer.Mode & 0xf000) == 0x8000);
        return errno;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, StatBuffer* buffer);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectory(string path, int mode);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeMode(string path, int mode);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    private static partial int ChangeMode(SafeFileHandle file, int mode);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameFile(string from, string to);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unlink(string path);

    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    /// <summary>struct statx, which unlike struct stat looks the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatBuffer
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}

/// <summary>What tells one file from another, and how long it is.</summary>
internal readonly record struct FileStatus(long Device, ulong Inode, long Size, bool IsRegular)
{
    public bool IsSameFile(FileStatus other) => Device == other.Device && Inode == other.Inode;
}
