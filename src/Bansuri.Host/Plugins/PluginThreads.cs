using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Bansuri.Host.Plugins;

/// <summary>
/// Threads for code of plugins alone. What blocks here holds up nobody: work that finds no idle thread gets a new one, and what
/// follows an <c>await</c> in plugin code comes back here. A single thread for each task would not do: code that waits for its own
/// continuation (<c>SomethingAsync().Result</c>) would wait for ever.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Idle threads may still wait for the semaphore, which holds nothing but memory.")]
internal sealed class PluginThreads : TaskScheduler
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<Task> _work = new();
    private readonly SemaphoreSlim _wake = new(0);
    private int _idle;

    protected override void QueueTask(Task task)
    {
        _work.Enqueue(task);
        if (TryTakeIdle())
        {
            _wake.Release();
        }
        else
        {
            new Thread(Work) { IsBackground = true, Name = "plugin" }.Start();
        }
    }

    // Inline only where it would have run anyway: on one of these threads.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _work.ToArray();

    private void Work()
    {
        while (true)
        {
            while (RunOne())
            {
            }

            // Whoever takes an idle thread away also wakes it, so a thread that cannot take itself away has been called for.
            Interlocked.Increment(ref _idle);
            if (!_wake.Wait(Linger) && TryTakeIdle())
            {
                return;
            }
        }
    }

    // Not inlined: the frame of an idle thread must not keep the last task, and with it the plugin's code, alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RunOne() => _work.TryDequeue(out var task) && (TryExecuteTask(task) || true);

    private bool TryTakeIdle()
    {
        var idle = Volatile.Read(ref _idle);
        while (idle > 0)
        {
            var seen = Interlocked.CompareExchange(ref _idle, idle - 1, idle);
            if (seen == idle)
            {
                return true;
            }

            idle = seen;
        }

        return false;
    }
}
