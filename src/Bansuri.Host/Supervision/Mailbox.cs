using System.Diagnostics.CodeAnalysis;

namespace Bansuri.Host.Supervision;

/// <summary>
/// What is posted is taken one after the other, on the pool. Nothing waits while there is nothing to take: a thousand idle tasks have a thousand of
/// these, and a channel with the loop that reads it costs fifteen times as much.
/// </summary>
/// <param name="take">Takes one; must not throw.</param>
internal sealed class Mailbox<T>(Action<T> take) : IThreadPoolWorkItem
{
    // Race: of two who post into an empty mailbox one alone may call the pool. Held for a step of the queue, never while something is taken.
    private readonly Queue<T> _waiting = new();
    private bool _isTaking;
    private TaskCompletionSource? _closed;

    /// <returns>False when it is closed.</returns>
    public bool TryPost(T message)
    {
        lock (_waiting)
        {
            if (_closed is not null)
            {
                return false;
            }

            _waiting.Enqueue(message);
            if (_isTaking)
            {
                return true;
            }

            _isTaking = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    /// <summary>Nothing more is let in; completes when all that was has been taken.</summary>
    public Task CloseAsync()
    {
        lock (_waiting)
        {
            _closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_isTaking)
            {
                _closed.TrySetResult();
            }

            return _closed.Task;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (Next(out var message))
        {
            take(message);
        }
    }

    private bool Next([MaybeNullWhen(false)] out T message)
    {
        lock (_waiting)
        {
            if (_waiting.TryDequeue(out message))
            {
                return true;
            }

            _isTaking = false;
            _closed?.TrySetResult();
            return false;
        }
    }
}
