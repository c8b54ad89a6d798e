using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Bansuri.Host.Configuration.Watching;

/// <summary>
/// One inotify instance for any number of folders. FileSystemWatcher takes one for each folder, and a thread, while a user has 128 for all
/// processes on the machine.
/// </summary>
/// <remarks>See inotify(7). Events come on a thread of its own, which sleeps in read(2).</remarks>
internal sealed partial class Inotify : IDisposable
{
    /// <summary>A file was written, or its permissions changed.</summary>
    public const uint Written = 0x2 /* IN_MODIFY */ | 0x4 /* IN_ATTRIB */ | 0x8 /* IN_CLOSE_WRITE */;

    /// <summary>A watch is over; what ended it has been told by another event.</summary>
    public const uint Ended = 0x8000;

    private const uint NameMoved = 0xC0 /* IN_MOVED_FROM, IN_MOVED_TO */ | 0x100 /* IN_CREATE */ | 0x200 /* IN_DELETE */;
    private const uint FolderMoved = 0x400 /* IN_DELETE_SELF */ | 0x800 /* IN_MOVE_SELF */;
    private const uint FoldersOnly = 0x0100_0000;
    private const int CloseOnExec = 0x80000;
    private const int Header = 16;
    private const int Interrupted = 4;
    private const int BadDescriptor = 9;

    // Race: the reader closes what somebody else is about to call with. Held for one system call, never while the reader waits.
    private readonly Lock _closing = new();
    private readonly SafeFileHandle _handle;
    private readonly Action<int, uint, string> _moved;
    private volatile bool _isOver;

    private Inotify(SafeFileHandle handle, Action<int, uint, string> moved)
    {
        (_handle, _moved) = (handle, moved);
        new Thread(Read, 256 * 1024) { IsBackground = true, Name = "inotify" }.Start();
    }

    /// <summary>An instance, or null and why there is none.</summary>
    /// <param name="moved">Gets the watch, the events, and the name in the folder or nothing; the watch is -1 when events were lost.</param>
    /// <param name="errno">Why there is none, or 0.</param>
    public static Inotify? Open(Action<int, uint, string> moved, out int errno)
    {
        var descriptor = Init(CloseOnExec);
        errno = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new Inotify(new SafeFileHandle(descriptor, ownsHandle: true), moved);
    }

    /// <summary>Watches a folder; the same again for a folder that is watched already.</summary>
    /// <returns>The watch, or a negative errno; that of a bad descriptor when the reading has ended.</returns>
    public int Add(string folder)
    {
        lock (_closing)
        {
            if (_handle.IsClosed)
            {
                return -BadDescriptor;
            }

            var watch = AddWatch(_handle, folder, Written | NameMoved | FolderMoved | FoldersOnly);
            return watch < 0 ? -Marshal.GetLastPInvokeError() : watch;
        }
    }

    public void Remove(int watch)
    {
        lock (_closing)
        {
            if (!_handle.IsClosed)
            {
                _ = RemoveWatch(_handle, watch);
            }
        }
    }

    // A close does not end a read that waits; the end of a watch does, as an event. There is always one of the root to be had.
    public void Dispose()
    {
        _isOver = true;
        Remove(Add("/"));
    }

    private void Read()
    {
        ReadToEnd();
        lock (_closing)
        {
            _handle.Dispose();
        }
    }

    private void ReadToEnd()
    {
        var buffer = new byte[16 * 1024];
        while (!_isOver)
        {
            var length = ReadSome(_handle, buffer, buffer.Length);
            if (length <= 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                return;
            }

            for (var events = buffer.AsSpan(0, (int)Math.Max(0, length)); !events.IsEmpty && !_isOver;)
            {
                var nameLength = BinaryPrimitives.ReadInt32LittleEndian(events[12..]);
                var name = events.Slice(Header, nameLength);
                _moved(
                    BinaryPrimitives.ReadInt32LittleEndian(events),
                    BinaryPrimitives.ReadUInt32LittleEndian(events[4..]),
                    Encoding.UTF8.GetString(name.IndexOf((byte)0) is var end and >= 0 ? name[..end] : name));
                events = events[(Header + nameLength)..];
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Init(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AddWatch(SafeFileHandle instance, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RemoveWatch(SafeFileHandle instance, int watch);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReadSome(SafeFileHandle instance, [Out] byte[] buffer, nint count);
}
