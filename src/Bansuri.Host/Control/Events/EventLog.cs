using System.Runtime.CompilerServices;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Control.Events;

/// <summary>
/// The last transitions of all tasks, numbered. Every reader walks the one ring at its own pace: it costs nothing while it sleeps,
/// and one that is overtaken learns how many events it has lost.
/// </summary>
internal sealed class EventLog : IDisposable
{
    private const int Capacity = 4096;

    private readonly TaskTransition[] _ring = new TaskTransition[Capacity];
    private readonly ITaskBoard _board;

    // Transitions come from as many threads as there are tasks: the number, the entry and the wake-up must be one step. No mailbox,
    // because a task must not allocate or queue for readers that may not exist.
    private readonly Lock _gate = new();
    private TaskCompletionSource _more = NewSignal();
    private long _last;

    public EventLog(ITaskBoard board)
    {
        _board = board;
        _board.Changed += Add;
    }

    /// <summary>The events after a number (0: all that are held), then those that come, until cancelled.</summary>
    public async IAsyncEnumerable<NumberedEvent> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A number of the future is one of an earlier host: its reader starts with the oldest.
        var seen = after < 0 || after > Volatile.Read(ref _last) ? 0 : after;
        while (!cancellationToken.IsCancellationRequested)
        {
            var (entry, more) = Next(seen);
            if (entry is { } next)
            {
                seen = next.Number;
                yield return next;
            }
            else
            {
                await more.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public long Last => Volatile.Read(ref _last);

    public void Dispose() => _board.Changed -= Add;

    private void Add(TaskTransition transition)
    {
        TaskCompletionSource woken;
        lock (_gate)
        {
            _last++;
            _ring[_last % Capacity] = transition;
            woken = _more;
            _more = NewSignal();
        }

        woken.SetResult();
    }

    private (NumberedEvent? Entry, Task More) Next(long seen)
    {
        lock (_gate)
        {
            if (seen == _last)
            {
                return (null, _more.Task);
            }

            var number = Math.Max(seen + 1, _last - Capacity + 1);
            return (new NumberedEvent(number, TaskDocuments.From(_ring[number % Capacity]), number - seen - 1), _more.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
