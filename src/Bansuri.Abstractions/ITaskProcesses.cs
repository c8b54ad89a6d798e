namespace Bansuri.Abstractions;

/// <summary>Starts processes for a task. They are members of the task's set: a stop of the task ends them too. Thread-safe.</summary>
public interface ITaskProcesses
{
    /// <summary>Starts a process and waits for its end; its output is the task's output.</summary>
    /// <param name="spec">The process.</param>
    /// <param name="stopping">When cancelled, the process gets the stop sequence and the call returns after it has ended.</param>
    /// <returns>The exit code; 128 plus the number of the signal that ended the process.</returns>
    /// <exception cref="TaskStartException">The process could not be started; the message names program or directory, and the reason.</exception>
    Task<int> RunAsync(ProcessSpec spec, CancellationToken stopping);
}
