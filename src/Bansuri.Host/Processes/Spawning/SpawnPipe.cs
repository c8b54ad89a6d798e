using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>A pipe from a child to come. Disposing closes the end that the child got, and the other one unless it was kept.</summary>
internal sealed class SpawnPipe : IDisposable
{
    private int _readEnd;

    private SpawnPipe(int readEnd, int writeEnd) => (_readEnd, WriteEnd) = (readEnd, writeEnd);

    internal int WriteEnd { get; }

    internal static unsafe SpawnPipe Open(string name, uint? owner)
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.CloseOnExec) != 0)
            throw new ProcessStartException(Errno.Last, $"pipe for {name}");
        if (DescriptorReserve.IsForHost(ends[1]))
        {
            _ = Libc.Close(ends[0]);
            _ = Libc.Close(ends[1]);
            throw new ProcessStartException(Errno.TooManyFiles, $"pipe for {name}");
        }

        // Only the host's end: the two are separate open files, and a child must find its stdout blocking.
        _ = Libc.Control(ends[0], Libc.SetFlags, Libc.NonBlocking);
        if (owner is { } user)
            _ = Libc.ChangeOwner(ends[1], user, uint.MaxValue);
        return new(ends[0], ends[1]);
    }

    /// <summary>Takes over the host's end.</summary>
    internal int Keep()
    {
        var kept = _readEnd;
        _readEnd = -1;
        return kept;
    }

    public void Dispose()
    {
        _ = Libc.Close(WriteEnd);
        if (_readEnd >= 0)
            _ = Libc.Close(_readEnd);
    }
}
