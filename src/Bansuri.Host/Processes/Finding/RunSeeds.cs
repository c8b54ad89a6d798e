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
}
