using System.Runtime.CompilerServices;

namespace Bansuri.Host.Plugins;

/// <summary>
/// Threads for code of plugins alone. What blocks here holds up nobody: work that finds no idle thread gets a new one, and what
/// follows an <c>await</c> in plugin code comes back here. A single thread for each task would not do: code that waits for its own
/// continuation (<c>SomethingAsync().Result</c>) would wait for ever.
/// </summary>
internal sealed class PluginThreads : TaskScheduler
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    // A monitor, as a semaphore spins before it sleeps: it kept a core busy while the task that had just been described was to be started.
    private readonly object _gate = new();
    private readonly Queue<Task> _work = [];
    private int _idle;

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            if (_work.Count < _idle)
            {
                Monitor.Pulse(_gate);
            }
            else
            {
                // First, as the system may have no thread left for this user: what is refused must not run all the same.
                new Thread(Work) { IsBackground = true, Name = "plugin" }.Start();
            }

            _work.Enqueue(task);
        }
    }

    // Inline only where it would have run anyway: on one of these threads.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return _work.ToArray();
        }
    }

    private void Work()
    {
        while (RunOne())
        {
        }
    }

    // Not inlined: the frame of an idle thread must not keep the last task, and with it the plugin's code, alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RunOne() => Next() is { } task && (TryExecuteTask(task) || true);

    /// <summary>Waits for work; null when none has come for a while, and the thread may end.</summary>
    private Task? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_work.TryDequeue(out var task))
                {
                    return task;
                }

                _idle++;
                var isCalled = Monitor.Wait(_gate, Linger);
                _idle--;
                if (!isCalled && _work.Count == 0)
                {
                    return null;
                }
            }
        }
    }
}
