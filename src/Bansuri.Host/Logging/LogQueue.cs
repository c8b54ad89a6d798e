namespace Bansuri.Host.Logging;

/// <summary>
/// Lines on their way to one target. Nobody ever waits for a target that stands still, such as a console whose pipe nobody reads:
/// what does not fit is lost, counted, and said when the target moves again. Tasks' lines wait for one that is only busy.
/// </summary>
internal sealed class LogQueue(ILogTarget target, TimeProvider clock, Func<long, byte[]> lossNotice, bool isHeld = false) : IAsyncDisposable
{
    private const int Capacity = 1 << 20;

    /// <summary>The host's own lines still find room when the tasks' lines have filled the queue.</summary>
    private const int Reserve = 256 << 10;

    /// <summary>What is more comes piece by piece: it would never fit, and seem to wait for a target that stands still.</summary>
    private const int Piece = Capacity / 4;

    private static readonly TimeSpan StandstillLimit = TimeSpan.FromSeconds(2);

    // Every thread of the host logs; the gate is held for a copy, never while the target writes.
    private readonly Lock _gate = new();
    private byte[] _filling = [];
    private byte[] _spare = [];
    private int _length;
    private long _lost;
    private string? _failure; // of whoever writes
    private bool _isHeld = isHeld;
    private bool _isWriting;
    private bool _isStandingStill;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _drained;

    /// <summary>Told once when the target fails and once (null) when it works again.</summary>
    public Action<string?>? Failed { get; set; }

    /// <summary>Writes what was held back, and from then on what comes. What is never released is never written.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _isHeld = false;
            Begin();
        }
    }

    /// <summary>Adds whole lines at once, or loses them.</summary>
    public void Add(ReadOnlySpan<byte> lines, int count)
    {
        lock (_gate)
        {
            if (!TryAdd(lines, Capacity + Reserve))
            {
                _lost += count;
            }
        }
    }

    /// <summary>Adds whole lines when there is room, and loses them when the target has not moved for a while.</summary>
    public async ValueTask AddAsync(ReadOnlyMemory<byte> lines, int count)
    {
        while (lines.Length > Piece)
        {
            var end = lines.Span[Piece..].IndexOf((byte)'\n');
            var piece = lines[..(end < 0 ? lines.Length : Piece + end + 1)];
            var part = piece.Span.Count((byte)'\n');
            await AddPieceAsync(piece, part);
            lines = lines[piece.Length..];
            count -= part;
        }

        await AddPieceAsync(lines, count);
    }

    /// <summary>Waits until the lines are written, for at most two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await FlushAsync().WaitAsync(StandstillLimit, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            if (_isWriting)
            {
                return; // the target is in a write that may never end: closing it would pull the descriptor away
            }
        }

        target.Dispose();
    }

    public Task FlushAsync()
    {
        lock (_gate)
        {
            _drained ??= _isWriting ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
            return _drained?.Task ?? Task.CompletedTask;
        }
    }

    private async ValueTask AddPieceAsync(ReadOnlyMemory<byte> lines, int count)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (TryAdd(lines.Span, Capacity))
                {
                    return;
                }

                if (_isStandingStill)
                {
                    _lost += count;
                    return;
                }

                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            await room.WaitAsync(StandstillLimit, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_gate)
            {
                _isStandingStill |= !room.IsCompleted;
            }
        }
    }

    private bool TryAdd(ReadOnlySpan<byte> lines, int limit)
    {
        if (_length + lines.Length > limit)
        {
            return false;
        }

        var needed = _length + lines.Length;
        if (needed > _filling.Length)
        {
            Array.Resize(ref _filling, Math.Max(needed, Math.Min(2 * needed, Capacity + Reserve)));
        }

        lines.CopyTo(_filling.AsSpan(_length));
        _length += lines.Length;
        Begin();
        return true;
    }

    private void Begin()
    {
        if (!_isWriting && !_isHeld && _length > 0)
        {
            _isWriting = true;
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Write(), this, preferLocal: false);
        }
    }

    private void Write()
    {
        while (Take(out var lines))
        {
            var error = WriteTo(lines);
            if ((error is null) != (_failure is null))
            {
                _failure = error;
                Failed?.Invoke(error);
            }
        }
    }

    private string? WriteTo(ReadOnlyMemory<byte> lines)
    {
        try
        {
            return target.Write(lines);
        }
        catch (Exception problem)
        {
            // An exception on this thread would end the host, and no log is worth that.
            return problem.Message;
        }
    }

    private bool Take(out ReadOnlyMemory<byte> lines)
    {
        lock (_gate)
        {
            _isStandingStill = false;
            if (_lost > 0)
            {
                var notice = lossNotice(_lost);
                _lost = 0;
                _ = TryAdd(notice, int.MaxValue / 4);
            }

            lines = _filling.AsMemory(0, _length);
            (_filling, _spare) = (_spare, _filling);
            _length = 0;
            _isWriting = !lines.IsEmpty;
            _room?.TrySetResult();
            _room = null;
            if (!_isWriting)
            {
                _drained?.TrySetResult();
                _drained = null;
            }

            return _isWriting;
        }
    }
}
