using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Watching;

/// <summary>Moves the bytes of one pipe to its sink.</summary>
internal sealed unsafe class PipeReader : IWatched, IPausedPipe
{
    // So long the sink's thread waits for a child that is about to write again: far less than giving the pipe back and being called anew.
    private const int Patience = 2;

    // While the pipe is paused, the sink's thread reads: the descriptor must neither be closed nor read by the reactor meanwhile.
    private readonly Lock _access = new();
    private readonly Reactor _reactor;
    private readonly IPipeSink _sink;
    private readonly ChildProcess _child;
    private int _descriptor;
    private long _key;
    private bool _broken;
    private readonly PartialLine _partial = new();

    /// <param name="child">Told on the reactor when there is nothing more to come.</param>
    internal PipeReader(Reactor reactor, int descriptor, IPipeSink sink, ChildProcess child)
    {
        (_reactor, _descriptor, _sink, _child) = (reactor, descriptor, sink, child);
        _sink.Pipe = this;
    }

    internal bool HasEnded => _descriptor < 0;

    internal bool IsPaused { get; private set; }

    internal long LastRead { get; private set; }

    internal long BytesRead { get; private set; }

    internal PipeState Describe()
    {
        lock (_access)
            return new(_descriptor, IsPaused, BytesRead, _partial.Bytes);
    }

    /// <summary>By the sink's thread.</summary>
    public int Read(Span<byte> buffer)
    {
        var count = ReadPaused(buffer);
        if (count < 0 && Errno.Last == Errno.TryAgain)
        {
            Libc.WaitForInput(_descriptor, Patience);
            count = ReadPaused(buffer);
        }

        return Math.Max(count, 0);
    }

    public void Resume() => _reactor.Post(Continue);

    internal void Begin() => _key = _reactor.Watch(_descriptor, this);

    public void Ready(Span<byte> buffer)
    {
        nint count;
        fixed (byte* pointer = buffer)
            count = Libc.Read(_descriptor, pointer, (nuint)buffer.Length);
        if (count > 0)
            Take(buffer[..(int)count]);
        else if (count == 0 || Errno.Last is not (Errno.TryAgain or Errno.Interrupted))
            End();
    }

    /// <summary>Gives up reading, or has come to the end.</summary>
    internal void End()
    {
        if (HasEnded)
            return;
        _reactor.Unwatch(_descriptor, _key);
        lock (_access)
        {
            _ = Libc.Close(_descriptor);
            _descriptor = -1;
        }

        try
        {
            _sink.End();
        }
        finally
        {
            _child.PipeEnded();
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        Count(bytes);
        // A sink that failed gets no more, but the pipe is read on: the task must not block, nor die of SIGPIPE, for a fault of ours.
        if (_broken)
            return;
        _broken = true;
        var hasRoom = _sink.Write(bytes);
        _broken = false;
        if (hasRoom)
            return;
        // Removed, not merely without interest: epoll reports a hang-up regardless, and would do so without pause.
        _reactor.Unwatch(_descriptor, _key);
        lock (_access)
            IsPaused = true;
    }

    private void Continue()
    {
        if (!IsPaused || HasEnded)
            return;
        lock (_access)
            IsPaused = false;
        Begin();
    }

    private int ReadPaused(Span<byte> buffer)
    {
        lock (_access)
        {
            if (!IsPaused || HasEnded)
                return 0;
            nint count;
            fixed (byte* pointer = buffer)
                count = Libc.Read(_descriptor, pointer, (nuint)buffer.Length);
            if (count > 0)
                Count(buffer[..(int)count]);
            return (int)count;
        }
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        LastRead = Reactor.Now;
        BytesRead += bytes.Length;
        _partial.Feed(bytes);
    }
}
