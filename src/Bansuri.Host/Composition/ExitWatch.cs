using Bansuri.Host.Supervision;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>
/// When the host ends by itself, and with which code: an essential task that failed for good, or <c>exit-when-done</c> and every task in
/// its final state. What waits for an allocation with more time left does not keep this one.
/// </summary>
internal sealed class ExitWatch
{
    private readonly TaskBoard _board;
    private readonly HostSignals _signals;
    private readonly ILogger _log;
    private volatile bool _whenDone;
    private volatile bool _failed;
    private volatile bool _done;

    public ExitWatch(TaskBoard board, HostSignals signals, ILogger log)
    {
        (_board, _signals, _log) = (board, signals, log);
        board.EssentialFailed += OnEssentialFailed;
        board.Changed += _ => Look();
    }

    /// <summary>The exit code when the shutdown is over: a failed task counts only where the host ended because of tasks.</summary>
    public int Code => _failed || (_done && _board.Snapshots.Any(task => task.State == TaskState.Failed)) ? 1 : 0;

    /// <summary>The host ends because of its tasks, and not because it was told to.</summary>
    public bool IsForTasks { get; private set; }

    /// <summary>Nothing that is left fits into this allocation.</summary>
    public bool IsForDeferred { get; private set; }

    /// <summary>Something of the host itself went wrong.</summary>
    public void Fail() => _failed = true;

    /// <summary>From now on the end of all tasks ends the host; called when they all stand on the board.</summary>
    public void ExitWhenDone(bool whenDone)
    {
        _whenDone = whenDone;
        Look();
    }

    private void Look()
    {
        if (!_whenDone || _signals.ShutdownAsked.IsCancellationRequested || _board.Snapshots is not { } tasks || !tasks.All(task => task.IsFinal || task.State == TaskState.Deferred))
        {
            return;
        }

        if (tasks.Any(task => !task.IsFinal))
        {
            (_done, IsForDeferred) = (true, true);
            HostEvents.OnlyDeferred(_log);
            _signals.Stop("what is left needs more time than the allocation has");
        }
        else
        {
            (_done, IsForTasks) = (true, true);
            HostEvents.AllDone(_log);
            _signals.Stop("every task has ended");
        }
    }

    private void OnEssentialFailed(string name)
    {
        HostEvents.EssentialFailed(_log, name);
        _failed = true;
        if (!_signals.ShutdownAsked.IsCancellationRequested)
        {
            IsForTasks = true;
            _signals.Stop($"essential task {name} failed");
        }
    }
}
