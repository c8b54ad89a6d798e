using System.Diagnostics.CodeAnalysis;
using Bansuri.Abstractions;

namespace Bansuri.Testing;

/// <summary>One attempt of a task, without a host: runs it, keeps what it says, and stops it as the host would. One caller at a time.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "A task that is deaf still holds the tokens.")]
public sealed class TaskAttempt : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _graceOver = new();
    private readonly AbstractTask _task;
    private readonly TimeProvider _time;
    private Task? _passedOn;

    private TaskAttempt(AbstractTask task, TaskSurroundings surroundings)
    {
        _task = task;
        _time = surroundings.Time;
        var context = new TaskContext
        {
            RunId = surroundings.RunId,
            Attempt = surroundings.Attempt,
            ScheduledAt = surroundings.ScheduledAt,
            Environment = surroundings.Environment,
            WorkingDirectory = surroundings.WorkingDirectory,
            Output = Said,
            Log = Said,
            Progress = Said,
            Processes = surroundings.Processes,
            Time = surroundings.Time,
        };

        // On a thread of its own, as in the host: it may block.
        Completed = Task.Factory.StartNew(
            () => task.RunAsync(context, _stopping.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>Everything that the task has said so far.</summary>
    public TaskSayings Said { get; } = new();

    /// <summary>The exit code; an exception where the host's reason would be <c>plugin-error</c>, cancelled after an orderly stop by exception.</summary>
    public Task<int> Completed { get; }

    /// <summary>Starts an attempt.</summary>
    /// <param name="task">The task, fresh: an instance is for one attempt.</param>
    /// <param name="surroundings">What it meets; default: nothing unusual.</param>
    /// <returns>The attempt, which runs.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="task"/> is null.</exception>
    public static TaskAttempt Start(AbstractTask task, TaskSurroundings? surroundings = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new TaskAttempt(task, surroundings ?? new TaskSurroundings());
    }

    /// <summary>Stops it as the host does: cancels <c>stopping</c>, calls <c>StopAsync</c>, and waits for the end. A second call only waits.</summary>
    /// <param name="gracePeriod">On the clock of the surroundings; default: the <c>grace-period</c> of the entry.</param>
    /// <returns>True when it ended within the grace period, in whatever way.</returns>
    public async Task<bool> StopAsync(TimeSpan? gracePeriod = null)
    {
        var grace = gracePeriod ?? _task.Config.FailureControl.GracePeriod;
        await _stopping.CancelAsync();
        _passedOn ??= _task.StopAsync(_graceOver.Token);
        await Task.WhenAll(_passedOn, Completed).WaitAsync(grace, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _graceOver.CancelAsync();
        return Completed.IsCompleted;
    }

    /// <summary>Stops what still runs, without patience, and disposes of the task.</summary>
    /// <returns>A task that ends when all is over.</returns>
    public async ValueTask DisposeAsync()
    {
        if (!Completed.IsCompleted)
        {
            await StopAsync(TimeSpan.Zero);
        }

        switch (_task)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync();
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }
    }
}
