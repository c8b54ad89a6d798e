using Bansuri.Abstractions;

namespace Bansuri.Host.Output;

/// <summary>
/// One task's ring between the threads that bring bytes (the reactor, plugin code), the one worker that writes them away, and the
/// followers who read along. The worker reads the ring's memory outside the gate: unwritten bytes never move under it.
/// </summary>
internal sealed class OutputBuffer(TimeProvider clock, Action startWorker)
{
    // The reactor must neither wait for a mailbox nor allocate: the gate is held for a copy of at most one read.
    private readonly object _gate = new();
    private readonly OutputRing _ring = new();
    private readonly List<Action> _resumes = [];
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
            if (!MakeFit(stream, ref bytes))
            {
                return true;
            }

            Add(stream, bytes, stream.IsWithinLine ? OutputMarkKind.WithinLine : OutputMarkKind.LineStart);
            stream.IsWithinLine = bytes[^1] != (byte)'\n';
            if (Drops || !_ring.IsFull)
            {
                return true;
            }

            if (stream.Resume is { } resume && !_resumes.Contains(resume))
            {
                _resumes.Add(resume);
            }

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

    /// <summary>The worker's next pieces; false = nothing left, the worker ends and is started anew when needed.</summary>
    public bool Take(List<OutputPiece> pieces, out long position)
    {
        pieces.Clear();
        lock (_gate)
        {
            position = _ring.Read(_ring.Written, OutputRing.Capacity / 4, pieces);
            return _isWorking = pieces.Count > 0;
        }
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

        ResumeAll();
    }

    /// <summary>Lets everybody go on who was told "full": there is room, or from now on bytes are dropped.</summary>
    public void ResumeAll()
    {
        Action[] resumes;
        lock (_gate)
        {
            resumes = _resumes.Count == 0 ? [] : [.. _resumes];
            _resumes.Clear();
            Monitor.PulseAll(_gate);
        }

        foreach (var resume in resumes)
        {
            resume();
        }
    }

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
            return new OutputPage(pieces, next, position < _ring.Start ? _ring.Start - position : 0, pieces.Count > 0 || _isClosed ? null : _news?.Task);
        }
    }

    public (long Start, long End) Extent()
    {
        lock (_gate)
        {
            return (_ring.Start, _ring.End);
        }
    }

    /// <summary>With <see cref="WhenFull.Drop"/> what does not fit is gone, and the rest of its line with it.</summary>
    private bool MakeFit(OutputStream stream, ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return false;
        }

        if (Drops && !_ring.Fits(bytes.Length))
        {
            Dropped += bytes.Length;
            stream.IsWithinDroppedLine = bytes[^1] != (byte)'\n';
            return false;
        }

        if (!stream.IsWithinDroppedLine)
        {
            return true;
        }

        var lineEnd = bytes.IndexOf((byte)'\n') + 1;
        var lost = lineEnd > 0 ? lineEnd : bytes.Length;
        stream.IsWithinDroppedLine = lineEnd == 0;
        Dropped += lost;
        bytes = bytes[lost..];
        return !bytes.IsEmpty;
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

/// <summary>What a follower gets at once.</summary>
/// <param name="Pieces">Copies.</param>
/// <param name="Next">Where to go on.</param>
/// <param name="Skipped">Bytes that were gone before they could be read.</param>
/// <param name="More">Ends when there is more; null when there may be more already, or never again.</param>
internal readonly record struct OutputPage(List<OutputPiece> Pieces, long Next, long Skipped, Task? More);
