using System.Collections.Immutable;

namespace Bansuri.Host.Processes.Finding;

/// <summary>What one look through /proc found of a run.</summary>
/// <param name="Dead">
/// Zombies. They need no signal, but they are traces: what forks faster than /proc can be read is seen only by the dead that it leaves.
/// </param>
internal sealed record Sighting(ProcessTable Table, ImmutableArray<ProcessRow> Living, ImmutableArray<ProcessRow> Dead)
{
    internal bool IsEmpty => Living.IsEmpty;

    /// <summary>Among the run's processes live some of another Slurm job, which are not its own.</summary>
    internal bool HasForeigners { get; init; }

    /// <summary>Whether somebody has died since an earlier look who was not in it at all: then somebody lives whom neither look met.</summary>
    internal bool HasFreshDead(Sighting earlier)
    {
        var seen = earlier.Dead.Select(row => row.Identity).ToHashSet();
        return Dead.Any(row => !seen.Contains(row.Identity));
    }

    internal ImmutableArray<ProcessInfo> Describe() => [.. Living.Select(row => row.ToInfo())];

    /// <summary>The process groups of which every process, dead or alive, is the run's.</summary>
    internal IEnumerable<IGrouping<int, ProcessRow>> OwnGroups()
    {
        var ours = Living.Concat(Dead).ToList();
        var numbers = ours.Select(row => row.Pid).ToHashSet();
        return ours.GroupBy(row => row.Group).Where(group => group.Key > 1 && Table.ByGroup[group.Key].All(row => numbers.Contains(row.Pid)));
    }
}
