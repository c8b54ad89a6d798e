namespace Bansuri.Abstractions;

/// <summary>
/// A task that is nothing but one process: the plugin describes it, the host starts, signals, reaps and pumps it.
/// Implemented by <see cref="ProcessTask"/> and <see cref="ProcessTask{TOptions}"/>; plugins derive from those.
/// </summary>
public interface IProcessTask
{
    /// <summary>Describes the process of this attempt.</summary>
    /// <param name="context">What the host offers to this attempt.</param>
    /// <returns>The description.</returns>
    /// <exception cref="TaskStartException">The process cannot be started: reason <c>start-error</c> with this text.</exception>
    ProcessSpec Describe(TaskContext context);
}
