using Bansuri.Abstractions;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>Messages of a task's own code in the host's log.</summary>
internal sealed class TaskLog(ILogger log, string task) : ITaskLog
{
    public void Information(string message) => SupervisorLog.Said(log, LogLevel.Information, task, message);

    public void Warning(string message) => SupervisorLog.Said(log, LogLevel.Warning, task, message);
}
