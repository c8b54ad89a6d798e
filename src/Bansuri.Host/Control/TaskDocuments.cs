using System.Collections.Immutable;
using Bansuri.Abstractions;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Control;

/// <summary>Supervision's snapshots and transitions in the words of the API.</summary>
internal static class TaskDocuments
{
    public static ImmutableArray<TaskDocument> All(ITaskBoard board) => [.. board.Snapshots.Select(From)];

    public static TaskDocument From(TaskSnapshot task) => new()
    {
        Name = task.Name,
        Type = task.Type,
        State = Word(task.State),
        Reason = task.Reason,
        Pid = task.Pid,
        StartedAt = task.StartedAt,
        Attempt = task.Attempt,
        Times = task.Times,
        Runs = task.Runs,
        FailedRuns = task.FailedRuns,
        Restarts = task.Restarts,
        LastExit = task.LastExit is { } exit ? From(exit) : null,
        NextRun = task.NextRun,
        CpuSeconds = task.CpuSeconds,
        MemoryBytes = task.MemoryBytes,
        Generation = task.Generation,
    };

    public static TransitionDocument From(TaskTransition transition) => new()
    {
        At = transition.At,
        Task = transition.Task,
        From = Word(transition.From),
        To = Word(transition.To),
        Reason = transition.Reason,
    };

    public static string Word(TaskState state) => state.ToString().ToLowerInvariant();

    private static LastExitDocument From(AttemptExit exit) => new()
    {
        Reason = exit.Reason.Word,
        Code = exit.Reason is ExitReason.Exited exited ? exited.Code : null,
        Signal = exit.Reason is ExitReason.Signalled signalled ? SignalNames.Format(signalled.Signal) : null,
        At = exit.At,
        Seconds = Math.Round(exit.Duration.TotalSeconds, 3),
    };
}
