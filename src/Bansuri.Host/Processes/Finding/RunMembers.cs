using System.Collections.Immutable;
using Bansuri.Host.Processes.Watching;

namespace Bansuri.Host.Processes.Finding;

/// <summary>Finds the processes of one run again and again, and forgets none that still lives.</summary>
/// <param name="child">The main process as our own child; null for what a dead host left.</param>
/// <param name="cgroup">Null where none could be made.</param>
internal sealed class RunMembers(RunSeeds seeds, SlurmBoundary boundary, ChildProcess? child, RunCgroup? cgroup)
{
    private volatile ImmutableHashSet<ProcessIdentity> _known = [];

    internal string RunId => seeds.RunId;

    internal ChildProcess? Child => child;

    internal RunCgroup? Cgroup => cgroup;

    /// <summary>Any thread; the later of two that run at once decides what is remembered.</summary>
    internal Sighting Find(ProcessTable table)
    {
        var sighting = new Membership(table, boundary).Find(Seeds with { MainReapedAt = MainReapedAt(table), InCgroup = cgroup?.Rows(table) ?? [] });
        _known = [.. sighting.Living.Select(row => row.Identity)];
        return sighting;
    }

    /// <summary>
    /// Any thread: the main process has been reaped, and neither the living nor the dead of the run are met. False says nothing.
    /// </summary>
    internal bool AreGone(QuickLook look)
    {
        if (child?.ReapedAt is null)
            return false;
        try
        {
            return look.Misses(Seeds.IsTrace) && cgroup?.IsEmpty() != false;
        }
        catch (IOException)
        {
            // No descriptor is left to look with.
            return false;
        }
    }

    private RunSeeds Seeds => seeds with { Known = _known };

    /// <summary>Whose main process is not our child may have lost its number at any time: alive, or as if it had never been in a session.</summary>
    private ulong? MainReapedAt(ProcessTable table)
    {
        if (child is not null)
            return child.ReapedAt;
        return seeds.Main is { } main && table.Find(main) is not null ? null : 0;
    }
}
