namespace Bansuri.Abstractions;

/// <summary>Messages about the task for the host's log, under the task's name. Thread-safe; never throws.</summary>
public interface ITaskLog
{
    /// <summary>Something that an operator would want to know tomorrow.</summary>
    /// <param name="message">One line: what happened and why.</param>
    void Information(string message);

    /// <summary>Something that is wrong but does not fail the attempt.</summary>
    /// <param name="message">One line: what happened and why.</param>
    void Warning(string message);
}
