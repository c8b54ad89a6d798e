using System.Collections.Immutable;

namespace Bansuri.Host.Processes.Finding;

/// <summary>From what the processes of a run are found.</summary>
internal sealed record RunSeeds(string RunId)
{
    internal ulong Tag { get; } = RunTag.Of(RunId);

    internal ProcessIdentity? Main { get; init; }

    /// <summary>
    /// Clock ticks since the boot when the main process was reaped; null before. Until then its number cannot be used again, so its group and
    /// session are ours; of a later time only those who were in them by then.
    /// </summary>
    internal ulong? MainReapedAt { get; init; }

    /// <summary>Found by an earlier scan: once a member, always one, even when every trace that led there has gone.</summary>
    internal ImmutableHashSet<ProcessIdentity> Known { get; init; } = [];

    /// <summary>The SLURM_JOB_ID that the run was started with.</summary>
    internal string? JobId { get; init; }

    /// <summary>In the run's cgroup, read on its own: who is not in the table was begun after it.</summary>
    internal ImmutableArray<ProcessRow> InCgroup { get; init; } = [];

    /// <summary>
    /// Whether a process by itself says that it is the run's, dead or alive. Somebody's descendant is found only when somebody says so: so
    /// nobody of the run is there when nobody does.
    /// </summary>
    internal bool IsTrace(ProcessRow row) =>
        row.Session == Main?.Pid || row.Group == Main?.Pid || row.Tag == Tag || row.Marks.RunId == RunId || Known.Contains(row.Identity);
}
