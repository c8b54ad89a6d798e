namespace Bansuri.Host.StateDirectory.Leases;

/// <summary>What is known of the holder of a lease.</summary>
internal sealed record LeaseEvidence
{
    /// <summary>Whether the holder's process runs; asked only where process numbers mean the same.</summary>
    public bool ProcessRuns { get; init; }

    /// <summary>Whether Slurm no longer knows the holder's job; null when it could not be asked.</summary>
    public bool? JobIsGone { get; init; }

    public TimeSpan HeartbeatAge { get; init; }

    /// <summary>The operator allows to take over a lease by its heartbeat.</summary>
    public bool TakeOver { get; init; }
}
