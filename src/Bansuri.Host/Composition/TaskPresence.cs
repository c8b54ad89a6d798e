using Bansuri.Host.Reconciliation;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Composition;

/// <summary>The state of a task in the terms of a plan. Pure.</summary>
internal static class TaskPresence
{
    /// <param name="task">What is; null when nothing is known of it yet.</param>
    public static Presence Of(TaskSnapshot? task) => task switch
    {
        null => Presence.Idle,
        { State: TaskState.Stopped or TaskState.Stopping, IsHeldByOperator: true } => Presence.Ordered,
        { State: TaskState.Stopped } or { State: TaskState.Stopping, Enabled: false } => Presence.Suspended,
        { State: TaskState.Starting or TaskState.Running or TaskState.Ready or TaskState.Stopping } => Presence.Active,
        { State: TaskState.Backoff or TaskState.Held } => Presence.Delayed,
        { IsFinal: true } => Presence.Finished,
        _ => Presence.Idle,
    };
}
