namespace Bansuri.Abstractions;

/// <summary>
/// A task that is one process. A subclass only describes it; limits, environment, working directory, output, stop and exit code are the
/// host's business and follow the configuration. Such a task costs no thread while it runs.
/// </summary>
/// <param name="config">The entry of the configuration, complete with its defaults.</param>
public abstract class ProcessTask(TaskConfig config) : AbstractTask(config), IProcessTask
{
    /// <inheritdoc/>
    public abstract ProcessSpec Describe(TaskContext context);

    /// <summary>Starts the described process through the host and waits for its end.</summary>
    /// <param name="context">What the host offers to this attempt.</param>
    /// <param name="stopping">Cancelled when the attempt has to end.</param>
    /// <returns>The exit code; 128 plus the number of the signal that ended the process.</returns>
    /// <remarks>The host itself calls <see cref="Describe"/> and needs no thread for the wait; this is what tests and embedders call.</remarks>
    public sealed override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Processes.RunAsync(Describe(context), stopping);
    }
}
