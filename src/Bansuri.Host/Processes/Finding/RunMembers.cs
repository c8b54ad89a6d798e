using System.Collections.Immutable;
using Bansuri.Host.Processes.Watching;

namespace Bansuri.Host.Processes.Finding;

/// <summary>Finds the processes of one run again and again, and forgets none that still lives.</summary>
/// <param name="child">The main process as our own child; null for what a dead host left.</param>
internal sealed class RunMembers(RunSeeds seeds, SlurmBoundary boundary, ChildProcess? child)
{
    private volatile ImmutableHashSet<ProcessIdentity> _known = [];

    internal string RunId => seeds.RunId;

    internal ChildProcess? Child => child;

    /// <summary>Any thread; the later of two that run at once decides what is remembered.</summary>
    internal Sighting Find(ProcessTable table)
    {
        var sighting = new Membership(table, boundary).Find(seeds with { Known = _known, MainReapedAt = MainReapedAt(table) });
        _known = [.. sighting.Living.Select(row => row.Identity)];
        return sighting;
    }

    /// <summary>Whose main process is not our child may have lost its number at any time: alive, or as if it had never been in a session.</summary>
    private ulong? MainReapedAt(ProcessTable table)
    {
        if (child is not null)
            return child.ReapedAt;
        return seeds.Main is { } main && table.Find(main) is not null ? null : 0;
    }
}
