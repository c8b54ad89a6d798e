namespace Bansuri.Abstractions;

/// <summary>
/// The code of one task. The host makes a new instance for every attempt of a run, so fields hold the state of that attempt only.
/// A subclass is public, carries a <see cref="TaskTypeAttribute"/> and has a constructor <c>(TaskConfig)</c>, or
/// <c>(TaskConfig, TOptions)</c> when it derives from <see cref="AbstractTask{TOptions}"/>.
/// </summary>
/// <remarks>An exception from the constructor ends the run as <c>start-error</c>.</remarks>
public abstract class AbstractTask
{
    /// <summary>Makes the task for one attempt.</summary>
    /// <param name="config">The entry of the configuration, complete with its defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="config"/> is null.</exception>
    protected AbstractTask(TaskConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
    }

    /// <summary>The entry of the configuration that this attempt runs with; it never changes during the attempt.</summary>
    public TaskConfig Config { get; }

    /// <summary>
    /// Does the work. Called once, on a thread of its own, so it may block without holding up anything but itself.
    /// </summary>
    /// <param name="context">What the host offers to this attempt.</param>
    /// <param name="stopping">
    /// Cancelled when the attempt has to end (stop, timeout, shutdown); from then on the grace period runs.
    /// An <see cref="OperationCanceledException"/> after that is an orderly end.
    /// </param>
    /// <returns>The exit code, 0 to 255: success when it is one of <c>success-codes</c>.</returns>
    /// <remarks>Any other exception fails the attempt with the reason <c>plugin-error</c>; its type and message are logged.</remarks>
    public abstract Task<int> RunAsync(TaskContext context, CancellationToken stopping);

    /// <summary>
    /// Called once when the attempt has to end, right after <c>stopping</c> was cancelled and on another thread than
    /// <see cref="RunAsync"/>. Default: nothing, as the token and the host's stop sequence are enough for most tasks.
    /// </summary>
    /// <param name="cancellationToken">Cancelled at the end of the grace period.</param>
    /// <returns>A task that ends when the stop has been passed on, not when the work has ended.</returns>
    public virtual Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
