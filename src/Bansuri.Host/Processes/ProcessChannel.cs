using System.Net.Sockets;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes;

/// <summary>
/// A way to talk with a child beside its streams: a pair of connected sockets, of which the child finds one at descriptor
/// <see cref="ChildDescriptor"/>. Its end tells each side that the other one is gone.
/// </summary>
internal sealed class ProcessChannel : IDisposable
{
    /// <summary>The first one after the streams.</summary>
    internal const int ChildDescriptor = 3;

    private int _childEnd;

    private ProcessChannel(Stream stream, int childEnd) => (Stream, _childEnd) = (stream, childEnd);

    /// <summary>The host's end.</summary>
    public Stream Stream { get; }

    /// <summary>For the spawn.</summary>
    internal int ChildEnd => _childEnd;

    /// <exception cref="ProcessStartException">No descriptors are left.</exception>
    public static unsafe ProcessChannel Open()
    {
        var ends = stackalloc int[2];
        return Libc.SocketPair(Libc.UnixSocket, Libc.StreamSocket | Libc.CloseOnExec, 0, ends) == 0
            ? new ProcessChannel(StreamOf(ends[0]), ends[1])
            : throw new ProcessStartException(Errno.Last, "channel to the child");
    }

    /// <summary>The child's end, in the child; null in a process that was not started with one.</summary>
    public static Stream? OfThisProcess()
    {
        // In any other process the number is that of a file of the runtime, if it is any.
        if (new FileInfo($"/proc/self/fd/{ChildDescriptor}").LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) != true)
            return null;
        try
        {
            var stream = StreamOf(ChildDescriptor);

            // What the child starts itself must not hold the channel open.
            _ = Libc.Control(ChildDescriptor, Libc.SetDescriptorFlags, Libc.CloseOnExecFlag);
            return stream;
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return null;
        }
    }

    /// <summary>After the spawn: only the child holds its end, so that the channel ends with it.</summary>
    public void CloseChildEnd()
    {
        if (Interlocked.Exchange(ref _childEnd, -1) is var end and >= 0)
            _ = Libc.Close(end);
    }

    public void Dispose()
    {
        CloseChildEnd();
        Stream.Dispose();
    }

    private static NetworkStream StreamOf(int descriptor) => new(new Socket(new SafeSocketHandle(descriptor, ownsHandle: true)), ownsSocket: true);
}
