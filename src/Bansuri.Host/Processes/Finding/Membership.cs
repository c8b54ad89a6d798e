using System.Collections.Immutable;

namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// The union scan: group and session of the main process, marker, tag, earlier finds, and all descendants of those. No source alone is
/// complete; docs/decisions/run-tag.md has a table of which escape each of them misses.
/// </summary>
internal sealed class Membership(ProcessTable table, SlurmBoundary boundary)
{
    /// <summary>The living processes of a run.</summary>
    internal ImmutableArray<ProcessRow> Find(RunSeeds seeds)
    {
        var found = new Dictionary<int, ProcessRow>();
        var open = new Stack<ProcessRow>(Roots(seeds));
        while (open.TryPop(out var row))
        {
            if (row.HasEnded || row.Pid == Environment.ProcessId || boundary.IsForeign(row, table, seeds.JobId) || !found.TryAdd(row.Pid, row))
                continue;
            foreach (var child in table.ByParent[row.Pid])
                open.Push(child);
        }

        return [.. found.Values.OrderBy(row => row.Pid)];
    }

    private IEnumerable<ProcessRow> Roots(RunSeeds seeds) => Family(seeds)
        .Concat(table.ByRunId[seeds.RunId])
        .Concat(table.ByTag[seeds.Tag])
        .Concat(seeds.Known.Select(table.Find).OfType<ProcessRow>());

    private IEnumerable<ProcessRow> Family(RunSeeds seeds)
    {
        // Another process with the number of ours: the kernel gives none out again while a group or session bears it, so ours are gone.
        if (seeds.Main is not { } main || (table.Find(main.Pid) is { } same && same.Identity != main))
            return [];
        return table.BySession[main.Pid].Concat(table.ByGroup[main.Pid])
            .Where(row => seeds.MainReapedAt is not { } reaped || row.Identity.StartTicks <= reaped);
    }
}
