using Bansuri.Abstractions.Readers;
using Bansuri.Host.StateDirectory.States;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Composition;

/// <summary>What is left for people who ask when the host is gone.</summary>
internal static class LastHosts
{
    public static LastHost? Ended(LastHost? running, IEnumerable<TaskSnapshot> tasks, string? reason, DateTimeOffset at) => running is null ? null : running with
    {
        EndedAt = at,
        Reason = reason,
        Tasks = [.. tasks.Select(task => new LastTask(task.Name, Scalars.Kebab(task.State), task.Reason, task.Runs))],
    };
}
