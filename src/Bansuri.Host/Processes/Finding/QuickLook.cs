using System.Buffers;

namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// The look at /proc that follows each end of a main process: is anybody left? The answer is nearly always no, and a restart waits for it. So
/// only those are read who are new, by their numbers, which are given out in turn: who has one that was not given out since the last look
/// is who he was then, with the marks he had then. docs/decisions/0013-quick-look.md has what that rests on.
/// </summary>
internal sealed class QuickLook
{
    // A daemon forks first and executes a little later, and only then has the environment that says whose process it is.
    private const int SettlingTicks = 5 * BootClock.TicksPerSecond;

    // No kernel gives out all the numbers of a circle sooner.
    private const int LeastCircleMilliseconds = 500;

    // With more new numbers than this a list of those in use is the shorter way, and with so many more rows it is time to forget the dead.
    private const int MostNumbers = 1024;

    // Race: two looks would change the same table. Held for one look; whoever waited for one that began after he asked takes its result.
    private readonly Lock _turn = new();
    private readonly Dictionary<int, ProcessRow> _rows = [];
    private readonly int _circle = PidCursor.Circle();
    private PidCursor _cursor;
    private ulong _lookedAt;
    private long? _forks;
    private long _countedAt;
    private int _listed;
    private long _asked, _answered;

    /// <summary>
    /// Whether nobody on this node, alive or dead, answers to the description. One look is enough: whoever had a number by its end was read
    /// after he got it, and somebody who comes later has a parent who would have been met.
    /// </summary>
    /// <param name="description">Must hold for every process of a run, or for its children as well: one that does not is never asked again.</param>
    internal bool Misses(Func<ProcessRow, bool> description)
    {
        var asked = Interlocked.Increment(ref _asked);
        lock (_turn)
        {
            if (_answered < asked)
            {
                _answered = Volatile.Read(ref _asked);
                Look();
            }

            foreach (var row in _rows.Values.Where(description).ToList())
            {
                if (ProcessIdentity.Of(row.Pid) == row.Identity)
                    return false;
                _rows.Remove(row.Pid);
            }

            return true;
        }
    }

    private void Look()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
        var before = _lookedAt;
        _lookedAt = BootClock.Now();
        if (!IsWithinCircle() || _rows.Count > _listed + MostNumbers)
            List(ref buffer);
        else
            _rows.Values.Where(row => !IsSettled(row, before)).Select(row => row.Pid).ToList().ForEach(pid => Read(pid, ref buffer));
        ReadNewcomers(ref buffer);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Until nobody has come while the last of them were read.</summary>
    private void ReadNewcomers(ref byte[] buffer)
    {
        for (var cursor = PidCursor.Read(); cursor != _cursor; cursor = PidCursor.Read())
        {
            if (cursor.Distance(_cursor, _circle) > MostNumbers)
            {
                List(ref buffer);
                continue;
            }

            foreach (var pid in cursor.Since(_cursor, _circle))
                Read(pid, ref buffer);
            _cursor = cursor;
        }
    }

    private void List(ref byte[] buffer)
    {
        // Before the list: who comes while it is made is read after it.
        _cursor = PidCursor.Read();
        _rows.Clear();
        foreach (var pid in ProcessTable.Pids())
            Read(pid, ref buffer);
        _listed = _rows.Count;
    }

    private void Read(int pid, ref byte[] buffer)
    {
        if (ProcessTable.Read(pid, ref buffer) is { } row)
            _rows[pid] = row;
        else
            _rows.Remove(pid);
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
