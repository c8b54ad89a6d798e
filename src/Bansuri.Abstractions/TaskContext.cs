namespace Bansuri.Abstractions;

/// <summary>
/// What the host offers to one attempt of a task. Safe to use from several threads until the attempt has ended.
/// </summary>
public sealed class TaskContext
{
    /// <summary>Identifies the run, the same for all its attempts; children see it as <c>BANSURI_RUN_ID</c>.</summary>
    public required string RunId { get; init; }

    /// <summary>The number of this attempt in its run, from 1; children see it as <c>BANSURI_ATTEMPT</c>.</summary>
    public required int Attempt { get; init; }

    /// <summary>The slot of the schedule that this run is for; null when no schedule started it.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>The complete environment that the task's processes get, before a <see cref="ProcessSpec"/> is laid over it.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The working directory of the task, absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The task's standard output and standard error, for code that runs inside the host.</summary>
    public required ITaskOutput Output { get; init; }

    /// <summary>Messages about the task for the host's log.</summary>
    public required ITaskLog Log { get; init; }

    /// <summary>Starts processes through the host, which then owns, signals and reaps them.</summary>
    public required ITaskProcesses Processes { get; init; }

    /// <summary>Takes reports of progress; the last one is shown by <c>bansuri status</c>.</summary>
    public required IProgress<TaskProgress> Progress { get; init; }

    /// <summary>The clock of the host: use it instead of the system's, so that a test can turn it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
