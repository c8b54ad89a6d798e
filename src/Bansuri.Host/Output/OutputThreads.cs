using System.Diagnostics.CodeAnalysis;

namespace Bansuri.Host.Output;

/// <summary>
/// The threads that carry output into files: a few, however many tasks flood, so that the rest of the host finds its cores; and more where all of
/// them stand still, as a disk that hangs must hold up its own task alone (docs/decisions/0050-a-flood-stays-on-one-thread.md). The last one stays.
/// </summary>
/// <param name="clock">For how long nothing was begun.</param>
[SuppressMessage("Design", "CA1001", Justification = "The timer is at rest whenever there is no work, and holds nothing but memory.")]
internal sealed class OutputThreads(TimeProvider clock) : TaskScheduler
{
    private static readonly int Usual = Math.Clamp(Environment.ProcessorCount, 2, 8);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    /// <summary>A turn takes milliseconds; on a node that is busy to the brim, some tens of them.</summary>
    private static readonly TimeSpan StandstillLimit = TimeSpan.FromMilliseconds(250);

    // Threads wait for work: a mailbox would need threads of its own to wait on.
    private readonly object _gate = new();
    private readonly Queue<Task> _work = [];
    private ITimer? _watch;
    private bool _isWatched;
    private int _threads;
    private int _idle;
    private long _begunAt;

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _work.Enqueue(task);
            if (_work.Count <= _idle)
            {
                Monitor.Pulse(_gate);
            }
            else if (_threads >= Usual || !TryStartThread())
            {
                Watch();
            }
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _work];
        }
    }

    /// <returns>False where the user has as many threads as the system lets him: those that run go on, and it is tried again.</returns>
    private bool TryStartThread()
    {
        try
        {
            new Thread(Carry) { IsBackground = true, Name = "output" }.Start();
            _threads++;
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }

    private void Carry()
    {
        while (Next() is { } task)
        {
            _ = TryExecuteTask(task);
        }
    }

    private Task? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_work.TryDequeue(out var task))
                {
                    _begunAt = clock.GetTimestamp();
                    return task;
                }

                _idle++;
                var isCalled = Monitor.Wait(_gate, _threads > 1 ? Linger : Timeout.InfiniteTimeSpan);
                _idle--;
                if (!isCalled && _work.Count == 0 && _threads > 1)
                {
                    _threads--;
                    return null;
                }
            }
        }
    }

    private void Watch()
    {
        if (_isWatched)
        {
            return;
        }

        _isWatched = true;
        _watch ??= clock.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watch.Change(StandstillLimit, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        lock (_gate)
        {
            _isWatched = false;
            if (_work.Count <= _idle)
            {
                return;
            }

            if (clock.GetElapsedTime(_begunAt) >= StandstillLimit)
            {
                // Half as many again: a hundred hanging tasks hold the others up for two seconds, not for half a minute.
                for (var more = Math.Min(_work.Count, Math.Max(1, _threads / 2)); more > 0; more--)
                {
                    if (!TryStartThread())
                    {
                        break;
                    }
                }
            }

            Watch();
        }
    }
}
