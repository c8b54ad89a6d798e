using Bansuri.Abstractions.Readers;
using Bansuri.Host.Supervision.Lifecycles;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision;

/// <summary>One line in the host's log for each change of state that the lifecycle has not spoken about itself.</summary>
internal static class Narrator
{
    public static void Tell(ILogger log, Lifecycle before, Lifecycle after, TaskSnapshot task)
    {
        var isNew = before.State != after.State;
        if (after is { State: TaskState.Running, Run: { Pid: { } pid } run } && (isNew || before.Run?.Pid != pid))
        {
            SupervisorLog.Started(log, task.Name, pid, run.Attempt > 1 ? $"{task.Reason}, attempt {run.Attempt}" : task.Reason);
        }
        else if (after.State == TaskState.Running && isNew)
        {
            SupervisorLog.StartedWithoutProcess(log, task.Name, task.Reason);
        }
        else if (isNew && after.State is TaskState.Stopping or TaskState.Waiting or TaskState.Ready or TaskState.Deferred
            || (after.State == TaskState.Stopped && before.Run is not null)
            || (after.State == TaskState.Scheduled && before.State is TaskState.Waiting or TaskState.Stopped && before.Run is null))
        {
            SupervisorLog.StateChanged(log, task.Name, Scalars.Kebab(after.State), task.Reason);
        }
    }
}
