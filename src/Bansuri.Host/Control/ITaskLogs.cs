using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Control;

/// <summary>The output of tasks: history from the files, the present from memory. Thread-safe.</summary>
internal interface ITaskLogs
{
    /// <summary>Whether there is anything of a task that the board does not know: one that was removed has left its files.</summary>
    bool Has(string task);

    /// <summary>
    /// The last lines, oldest first, and with <see cref="LogQuery.Follow"/> whatever comes, until cancelled. A reader that is slow
    /// gets lines with <see cref="LogLine.Missed"/> set; it never holds up the task. Only called for tasks that the board knows, or <see cref="Has"/>.
    /// </summary>
    IAsyncEnumerable<LogLine> ReadAsync(string task, LogQuery query, CancellationToken cancellationToken);

    /// <summary>The same lines for a reader who only prints them: nothing is made of a line but its bytes.</summary>
    IAsyncEnumerable<LogText> ReadTextAsync(string task, LogQuery query, CancellationToken cancellationToken);
}
