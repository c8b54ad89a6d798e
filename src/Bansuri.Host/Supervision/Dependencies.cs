using Bansuri.Abstractions;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>Whether what a task depends on has come so far: pure.</summary>
internal static class Dependencies
{
    /// <param name="task">The task that waits.</param>
    /// <param name="find">The specification and snapshot of another task; null when there is none of that name.</param>
    public static Gate Of(TaskConfig task, Func<string, (TaskConfig Config, TaskSnapshot Snapshot)?> find)
    {
        foreach (var dependency in task.FailureControl.DependsOn)
        {
            var gate = find(dependency.Task) is { } other ? Of(dependency, other.Config, other.Snapshot) : new Gate($"{dependency.Task}: not there");
            if (!gate.IsOpen)
            {
                return gate;
            }
        }

        return Gate.Open;
    }

    /// <summary>The condition in force: what was written, or what is usual for such a task.</summary>
    public static DependencyCondition ConditionOf(Dependency dependency, TaskConfig other) => (dependency.Condition, other.Scheduling.Forever) switch
    {
        (not DependencyCondition.Default, _) => dependency.Condition,
        (_, true) => DependencyCondition.Ready,
        _ => DependencyCondition.Succeeded,
    };

    private static Gate Of(Dependency dependency, TaskConfig other, TaskSnapshot now)
    {
        var condition = ConditionOf(dependency, other);
        var isUp = now.State == TaskState.Ready || (now.State == TaskState.Running && other.FailureControl.Ready is null);
        var hasEnded = now.LastExit is { Reason: not ExitReason.Interrupted } && now.State is not (TaskState.Starting or TaskState.Running or TaskState.Ready or TaskState.Backoff or TaskState.Held);
        var isMet = condition switch
        {
            DependencyCondition.Started => now.State is TaskState.Running or TaskState.Ready or TaskState.Succeeded
                || now.LastExit is { Reason: not (ExitReason.StartError or ExitReason.DependencyFailed or ExitReason.Interrupted) },
            DependencyCondition.Ready => isUp,
            DependencyCondition.Completed => hasEnded || now.State is TaskState.Succeeded or TaskState.Failed,
            _ => now.State == TaskState.Succeeded || (hasEnded && now.LastRunSucceeded),
        };
        return isMet ? Gate.Open : new Gate($"{dependency.Task}: {Abstractions.Readers.Scalars.Kebab(now.State)}", IsLost: now.State == TaskState.Failed);
    }
}
