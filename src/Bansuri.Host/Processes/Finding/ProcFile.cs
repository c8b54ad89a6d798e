using System.Buffers.Text;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Finding;

/// <summary>Reads small files of <c>/proc/PID</c> and the like without an allocation: one look through a big node reads thousands of them.</summary>
internal static unsafe class ProcFile
{
    /// <summary>A file of <c>/proc</c> itself, by its whole path with a final NUL; at most the buffer's length, -1 when it cannot be read.</summary>
    /// <exception cref="IOException">No descriptor is left: nothing is known, which is not the same as nobody being there.</exception>
    internal static int Read(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        int descriptor;
        fixed (byte* pointer = path)
            descriptor = Libc.Open(pointer, Libc.ReadOnly | Libc.CloseOnExec, 0);
        if (descriptor < 0)
            return Errno.Last is Errno.TooManyFiles or Errno.TableFull ? throw new IOException(Errno.Text(Errno.Last)) : -1;
        fixed (byte* pointer = buffer)
        {
            // What the files of /proc that are read here have, one read gives, as far as there is room.
            var count = Libc.Read(descriptor, pointer, (nuint)buffer.Length);
            _ = Libc.Close(descriptor);
            return (int)count;
        }
    }

    /// <summary>Reads at most the buffer's length; -1 when the process is gone, or not ours to read.</summary>
    internal static int Read(int pid, ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        Span<byte> path = stackalloc byte[48];
        "/proc/"u8.CopyTo(path);
        _ = Utf8Formatter.TryFormat(pid, path[6..], out var digits);
        path[6 + digits] = (byte)'/';
        name.CopyTo(path[(7 + digits)..]);
        path[7 + digits + name.Length] = 0;
        return Read(path, buffer);
    }
}
