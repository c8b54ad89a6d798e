using System.Runtime.CompilerServices;

namespace Bansuri.Host.Plugins;

/// <summary>
/// Threads for code of plugins, which may block, and for the runs that call it. As many as there are processors work at once, and what blocks does not count as
/// work: where nothing has been taken up for <see cref="Patience"/>, or a thread has been at something for longer than <see cref="Blocked"/>, there are more. What
/// follows an <c>await</c> in plugin code comes back here. A single thread for each task would not do: code that waits for its own continuation (<c>SomethingAsync().Result</c>) would wait for ever.
/// </summary>
internal sealed class PluginThreads : TaskScheduler, IDisposable
{
    // Milliseconds. A thousand tasks that end at once get on all the time, and need no more threads for it.
    private const int Patience = 10, Blocked = 1000;

    // Stay when there is nothing to do: a restart need not wait for a new thread, and the system may have none left for this user.
    private const int Kept = 2;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);
    private static readonly int Most = Math.Clamp(Environment.ProcessorCount, 4, 16);

    [ThreadStatic]
    private static Worker? _current;

    // Race: two who post must not wake the same thread, nor one that is about to end. Held for a step; who is woken does not need it.
    private readonly Lock _gate = new();
    private readonly Queue<Action> _work = [];
    private readonly List<Worker> _workers = [];
    private readonly List<Worker> _idle = [];
    private readonly Timer _impatience;
    private int _kept = Kept;
    private long _takenUpAt;
    private bool _isWatched;

    public PluginThreads() => _impatience = new Timer(_ => LookAgain());

    /// <summary>Whether this thread is one of these.</summary>
    public bool IsHere => _current?.Threads == this;

    /// <summary>Does it on one of these threads. It must not throw.</summary>
    public void Post(Action work)
    {
        lock (_gate)
        {
            if (_idle is [.., var last])
            {
                _idle.RemoveAt(_idle.Count - 1);
                last.Take(work);
                last.Wake.Set();
            }
            else
            {
                _work.Enqueue(work);
                var now = Environment.TickCount64;
                if (_workers.Count(worker => now - worker.Since < Blocked) < Most)
                {
                    TryGrow();
                }

                Watch();
            }
        }
    }

    /// <summary>Does it on this thread as soon as the caller has returned, if it is one of these; else as <see cref="Post"/>. It must not throw.</summary>
    public void PostNext(Action work)
    {
        if (IsHere && _current is { Next: null } here)
        {
            here.Take(work);
        }
        else
        {
            Post(work);
        }
    }

    /// <summary>The threads end when they have done what is there. What is posted later is still done.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _kept = 0;
            _idle.ForEach(worker => worker.Wake.Set());
        }

        _impatience.Dispose();
    }

    protected override void QueueTask(Task task) => Post(() => TryExecuteTask(task));

    // Inline only where it would have run anyway: on one of these threads.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    // A debugger would ask.
    protected override IEnumerable<Task> GetScheduledTasks() => throw new NotSupportedException();

    private void Watch()
    {
        if (!_isWatched)
        {
            _isWatched = true;
            _impatience.Change(Patience, Timeout.Infinite);
        }
    }

    private void LookAgain()
    {
        lock (_gate)
        {
            _isWatched = false;
            if (_work.Count == 0)
            {
                return;
            }

            if (Environment.TickCount64 - _takenUpAt >= Patience)
            {
                for (var more = Math.Min(_work.Count, Most); more > 0 && TryGrow(); more--)
                {
                }
            }

            Watch();
        }
    }

    /// <summary>False where the system has no thread left for this user: it is tried again as long as something waits.</summary>
    private bool TryGrow()
    {
        try
        {
            var worker = new Worker(this);
            new Thread(Work) { IsBackground = true, Name = "plugin" }.Start(worker);
            _workers.Add(worker);
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }

    private void Work(object? worker)
    {
        using var current = _current = (Worker)worker!; // given at its start
        while (DoOne(current))
        {
        }
    }

    // Not inlined: the frame of an idle thread must not keep the last work, and with it the plugin's code, alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DoOne(Worker worker)
    {
        if (Next(worker) is not { } work)
        {
            return false;
        }

        work();
        return true;
    }

    /// <summary>Waits for work; null when none has come for a while, and the thread may end.</summary>
    private Action? Next(Worker worker)
    {
        while (worker.Next is null)
        {
            bool isSpare;
            lock (_gate)
            {
                if (_work.TryDequeue(out var work))
                {
                    _takenUpAt = Environment.TickCount64;
                    worker.Take(work);
                    break;
                }

                isSpare = _workers.Count > _kept;
                _idle.Add(worker);
            }

            var isCalled = worker.Wake.WaitOne(isSpare ? Linger : Timeout.InfiniteTimeSpan);
            if (worker.Next is not null)
            {
                break;
            }

            lock (_gate)
            {
                // When it is not there any more, it has been given something.
                if (_idle.Remove(worker) && _workers.Count > _kept && (!isCalled || _kept == 0))
                {
                    _workers.Remove(worker);
                    return null;
                }
            }
        }

        return worker.Give();
    }

    private sealed class Worker(PluginThreads threads) : IDisposable
    {
        public PluginThreads Threads => threads;

        public AutoResetEvent Wake { get; } = new(false);

        public Action? Next { get; private set; }

        /// <summary>When it was given what it is at, in milliseconds of the machine's uptime.</summary>
        public long Since { get; private set; } = Environment.TickCount64;

        public void Take(Action work)
        {
            Since = Environment.TickCount64;
            Next = work;
        }

        public Action? Give()
        {
            var next = Next;
            Next = null;
            return next;
        }

        public void Dispose() => Wake.Dispose();
    }
}
