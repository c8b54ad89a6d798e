namespace Bansuri.Abstractions;

/// <summary>A <see cref="ProcessTask"/> with options: see <see cref="AbstractTask{TOptions}"/> for how they are bound.</summary>
/// <typeparam name="TOptions">The record that <c>with</c> is bound to.</typeparam>
/// <param name="config">The entry of the configuration, complete with its defaults.</param>
/// <param name="options">The entry's <c>with</c>, bound and checked.</param>
public abstract class ProcessTask<TOptions>(TaskConfig config, TOptions options) : AbstractTask<TOptions>(config, options), IProcessTask
    where TOptions : class
{
    /// <inheritdoc/>
    public abstract ProcessSpec Describe(TaskContext context);

    /// <summary>Starts the described process through the host and waits for its end.</summary>
    /// <param name="context">What the host offers to this attempt.</param>
    /// <param name="stopping">Cancelled when the attempt has to end.</param>
    /// <returns>The exit code; 128 plus the number of the signal that ended the process.</returns>
    public sealed override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Processes.RunAsync(Describe(context), stopping);
    }
}
