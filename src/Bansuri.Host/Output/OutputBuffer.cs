namespace Bansuri.Host.Output;

/// <summary>
/// One task's ring between the threads that bring bytes (the reactor, plugin code), the one worker that writes them away, and the
/// followers who read along. The worker reads the ring's memory outside the gate: unwritten bytes never move under it.
/// </summary>
internal sealed class OutputBuffer(TimeProvider clock, Action startWorker)
{
    private const int FloodSize = 32 << 10;

    // The reactor must neither wait for a mailbox nor allocate: the gate is held for a copy of at most one read.
    private readonly object _gate = new();
    private readonly OutputRing _ring = new();
    private readonly FullStreams _full = new();
    private readonly List<(long Position, TaskCompletionSource Reached)> _waiting = [];
    private TaskCompletionSource? _news;
    private bool _isWorking;
    private bool _isClosed;

    public bool Drops { get; set; }

    public long Dropped { get; private set; }

    public long Received { get; private set; }

    /// <summary>Takes the bytes; false = full, bring no more until <see cref="OutputStream.Resume"/>.</summary>
    public bool Append(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            Received += bytes.Length;
            Dropped += stream.Drop(ref bytes, fits: !Drops || _ring.Fits(bytes.Length));
            if (bytes.IsEmpty)
            {
                return true;
            }

            if (stream.IsCut)
            {
                // The end of the cut line is kept of what was dropped: else the next line would seem to be its rest.
                Add(stream, "\n"u8, OutputMarkKind.WithinLine);
                Dropped--;
                stream.IsCut = stream.IsWithinLine = false;
            }

            Add(stream, bytes, stream.IsWithinLine ? OutputMarkKind.WithinLine : OutputMarkKind.LineStart);
            stream.IsWithinLine = bytes[^1] != (byte)'\n';
            if (Drops || (!_ring.IsFull && !IsFlood(stream, bytes)))
            {
                return true;
            }

            _full.Add(stream);
            return false;
        }
    }

    public void AppendEnd(OutputStream stream)
    {
        lock (_gate)
        {
            Add(stream, [0], OutputMarkKind.StreamEnd);
        }
    }

    /// <summary>For plugin code on its own thread, which "full" blocks as it would block a process.</summary>
    public void WaitForRoom()
    {
        lock (_gate)
        {
            while (_ring.IsFull && !Drops && !_isClosed)
            {
                Monitor.Wait(_gate);
            }
        }
    }

    public void CountDropped(long bytes)
    {
        lock (_gate)
        {
            Dropped += bytes;
        }
    }

    /// <summary>The worker's next pieces; false = all is written.</summary>
    public bool Take(List<OutputPiece> pieces, out long position)
    {
        pieces.Clear();
        lock (_gate)
        {
            position = _ring.Read(_ring.Written, OutputRing.Capacity / 4, pieces);
            return pieces.Count > 0;
        }
    }

    /// <summary>
    /// When all is written, the worker itself reads on from a pipe that was left alone while the ring was full: in a flood the bytes stay on one thread,
    /// where waking the reactor for each read costs more than the read.
    /// </summary>
    /// <returns>How many bytes came; null = there is nothing to do, and the worker ends and is started anew when needed.</returns>
    public int? Pull(Span<byte> buffer)
    {
        OutputStream stream;
        lock (_gate)
        {
            if (_full.Pull() is not { } found)
            {
                _isWorking = _ring.Pending > 0;
                return _isWorking ? 0 : null;
            }

            stream = found;
        }

        var count = stream.ReadOn!(buffer); // asked for above
        if (count > 0)
        {
            _ = Append(stream, buffer[..count]);
        }

        lock (_gate)
        {
            var isFull = count > 0 && !Drops && !_isClosed;
            _full.PutBack(stream, isFull);
            if (isFull)
            {
                return count;
            }
        }

        stream.Resume!(); // all that are full have it
        return count;
    }

    public void MarkWritten(long position)
    {
        lock (_gate)
        {
            _ring.MarkWritten(position);
            Monitor.PulseAll(_gate);
            _waiting.RemoveAll(wait => wait.Position <= position && wait.Reached.TrySetResult());
            if (!Drops && _ring.IsFull)
            {
                return;
            }
        }

        Resume(stream => stream.ReadOn is null);
    }

    /// <summary>Lets everybody go on who was told "full": from now on bytes are dropped.</summary>
    public void ResumeAll() => Resume(_ => true);

    public Task WhenWritten()
    {
        lock (_gate)
        {
            if (_ring.Pending == 0)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((_ring.End, reached));
            return reached.Task;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _news?.TrySetResult();
        }

        ResumeAll();
    }

    /// <summary>Copies what is there from a position on for a follower, and returns a task that ends when more has come (null: closed).</summary>
    public OutputPage ReadPage(long position, int most)
    {
        lock (_gate)
        {
            var from = Math.Max(position, _ring.Start);
            var pieces = new List<OutputPiece>();
            var next = _ring.Read(from, most, pieces);
            for (var i = 0; i < pieces.Count; i++)
            {
                pieces[i] = pieces[i] with { Bytes = pieces[i].Bytes.ToArray() };
            }

            _news = pieces.Count > 0 || _isClosed ? _news : _news ?? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new OutputPage(pieces, next, position >= 0 && position < _ring.Start ? _ring.Start - position : 0, pieces.Count > 0 || _isClosed ? null : _news?.Task);
        }
    }

    /// <summary>Up to here everything is in the files.</summary>
    public long Written
    {
        get
        {
            lock (_gate)
            {
                return _ring.Written;
            }
        }
    }

    public (long Start, long End) Extent()
    {
        lock (_gate)
        {
            return (_ring.Start, _ring.End);
        }
    }

    // Half of what a pipe holds came at once: more is to follow, and the worker is sooner there.
    private static bool IsFlood(OutputStream stream, ReadOnlySpan<byte> bytes) => stream.ReadOn is not null && bytes.Length >= FloodSize;

    private void Resume(Predicate<OutputStream> isMeant)
    {
        List<OutputStream> meant;
        lock (_gate)
        {
            meant = _full.Release(isMeant);
            Monitor.PulseAll(_gate);
        }

        foreach (var stream in meant)
        {
            stream.Resume!(); // all that are full have it
        }
    }

    private void Add(OutputStream stream, ReadOnlySpan<byte> bytes, OutputMarkKind kind)
    {
        _ring.Append(new OutputMark(0, clock.GetUtcNow().UtcTicks, stream, kind), bytes);
        _news?.TrySetResult();
        _news = null;
        if (!_isWorking)
        {
            _isWorking = true;
            startWorker();
        }
    }
}
