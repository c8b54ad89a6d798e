using Bansuri.Abstractions;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>One attempt to be made.</summary>
/// <param name="Config">The configuration that the run began with: what a process is started with.</param>
/// <param name="Live">The newest configuration: how it is stopped, and what else counts at once.</param>
/// <param name="RunId">Unique over all hosts of the node.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Slot">The slot of the schedule, or null.</param>
/// <param name="Previous">How the attempt before this one ended, or null.</param>
internal sealed record AttemptOrder(TaskConfig Config, Func<TaskConfig> Live, string RunId, int Attempt, DateTimeOffset? Slot, AttemptExit? Previous)
{
    /// <summary>Of the task, over reloads and hosts.</summary>
    public required string Identity { get; init; }
}
