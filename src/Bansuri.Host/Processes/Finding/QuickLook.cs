using System.Buffers;

namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// The look at /proc that follows each end of a main process: is anybody left? The answer is nearly always no, and a restart waits for it. So
/// it reads only those who are new. Numbers are given out in turn: who has one that was not given out since the last look is who he was then,
/// with the marks he had then. docs/decisions/0013-quick-look.md has what that rests on.
/// </summary>
internal sealed class QuickLook
{
    // A daemon forks first and executes a little later, and only then has the environment that says whose process it is.
    private const int SettlingTicks = 5 * BootClock.TicksPerSecond;

    // No kernel gives out all the numbers of a circle sooner.
    private const int LeastCircleMilliseconds = 500;

    // Race: two looks would change the same table. Held for one look; whoever waited for one that began after he asked takes its result.
    private readonly Lock _turn = new();
    private readonly int _circle = PidCursor.Circle();
    private Dictionary<int, ProcessRow> _rows = [];
    private PidCursor _cursor;
    private long? _forks;
    private long _countedAt;
    private ulong _lookedAt;
    private long _asked, _answered;

    // A process was begun during the last look: then it may have been missed, and its parent be gone already.
    private bool _isBlurred;

    /// <summary>
    /// Whether nobody on this node answers to the description, by one look when nobody was begun during it, else by two that agree: a process
    /// may fork just behind the reader's back.
    /// </summary>
    internal bool Misses(Func<ProcessRow, bool> description)
    {
        var first = Rows(out var isBlurred);
        return !first.Any(description) && !(isBlurred && Rows(out _).Any(description));
    }

    /// <summary>All processes, each as it was when it was first seen or a little later: who has ended since is gone, but who is a zombie may still show as alive.</summary>
    internal IReadOnlyCollection<ProcessRow> Rows(out bool isBlurred)
    {
        var asked = Interlocked.Increment(ref _asked);
        lock (_turn)
        {
            if (_answered < asked)
            {
                _answered = Volatile.Read(ref _asked);
                Look();
            }

            isBlurred = _isBlurred;
            return _rows.Values;
        }
    }

    private void Look()
    {
        var begun = PidCursor.Read();
        var pids = ProcessTable.Pids().ToList();
        // After the list: whoever of it has a used-again number has got it by now.
        var (known, cursor) = (IsWithinCircle() ? _rows : [], PidCursor.Read());
        var rows = new Dictionary<int, ProcessRow>(pids.Count);
        var buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
        var before = _lookedAt;
        _lookedAt = BootClock.Now();
        foreach (var pid in pids)
        {
            var row = known.GetValueOrDefault(pid);
            if (row is null || cursor.IsSince(_cursor, pid) || !IsSettled(row, before))
                row = ProcessTable.Read(pid, ref buffer);
            if (row is not null)
                rows[pid] = row;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        (_rows, _cursor, _isBlurred) = (rows, begun, cursor != begun);
    }

    // Once marked as a run's, it stays so; else its environment may still come, with the program that it is to execute.
    private static bool IsSettled(ProcessRow row, ulong lookedAt) => row.IsKernelThread || row.HasEnded || row.Tag != RunTag.None
        || row.Marks.RunId is not null || row.Identity.StartTicks + SettlingTicks <= lookedAt;

    /// <summary>False when so many numbers may have been given out since the last look that each could be another's.</summary>
    private bool IsWithinCircle()
    {
        var now = Environment.TickCount64;
        if (_forks is not null && now - _countedAt < LeastCircleMilliseconds)
            return _cursor.Last > 0;
        var forks = PidCursor.Forks();
        var isWithin = _forks is { } before && forks is { } after && after - before < _circle / 2 && _cursor.Last > 0;
        (_forks, _countedAt) = (forks, now);
        return isWithin;
    }
}
