namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// The union scan: group and session of the main process, marker, tag, cgroup, earlier finds, and all descendants of those. No source alone is
/// complete; docs/decisions/0012-run-tag.md has a table of which escape each of them misses.
/// </summary>
internal sealed class Membership(ProcessTable table, SlurmBoundary boundary)
{
    // No task is in it, but a child that a plugin has started on its own might have been born while the host bore a tag.
    private readonly int? _ownSession = table.Find(Environment.ProcessId)?.Session;

    internal Sighting Find(RunSeeds seeds)
    {
        var found = new Dictionary<int, ProcessRow>();
        var open = new Stack<ProcessRow>(Roots(seeds));
        var hasForeigners = false;
        while (open.TryPop(out var row))
        {
            if (row.Pid == Environment.ProcessId)
                continue;
            if (boundary.IsForeign(row, table, seeds.JobId))
            {
                hasForeigners = true;
                continue;
            }

            if (!found.TryAdd(row.Pid, row))
                continue;
            foreach (var child in table.ByParent[row.Pid])
                open.Push(child);
        }

        var inOrder = found.Values.OrderBy(row => row.Pid).ToLookup(row => row.HasEnded);
        return new(table, [.. inOrder[false]], [.. inOrder[true]]) { HasForeigners = hasForeigners };
    }

    private IEnumerable<ProcessRow> Roots(RunSeeds seeds) => Family(seeds)
        .Concat(table.ByRunId[seeds.RunId])
        .Concat(table.ByTag[seeds.Tag].Where(row => row.Session != _ownSession))
        .Concat(seeds.Known.Select(table.Find).OfType<ProcessRow>())
        .Concat(seeds.InCgroup);

    private IEnumerable<ProcessRow> Family(RunSeeds seeds)
    {
        // Another process with the number of ours: the kernel gives none out again while a group or session bears it, so ours are gone.
        if (seeds.Main is not { } main || (table.Find(main.Pid) is { } same && same.Identity != main))
            return [];
        return table.BySession[main.Pid].Concat(table.ByGroup[main.Pid])
            .Where(row => seeds.MainReapedAt is not { } reaped || row.Identity.StartTicks <= reaped);
    }
}
