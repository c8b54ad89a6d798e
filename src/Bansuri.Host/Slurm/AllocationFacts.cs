namespace Bansuri.Host.Slurm;

/// <summary>What is known of the allocation now.</summary>
internal sealed record AllocationFacts
{
    /// <summary>By the time limit; null when there is none, or it is not known.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Slurm has said when it ends, or that it has no limit.</summary>
    public bool IsEndKnown { get; init; }

    /// <summary>From Slurm's SIGTERM to its SIGKILL; null when it could not be asked.</summary>
    public TimeSpan? KillWait { get; init; }

    public string? Proctrack { get; init; }

    /// <summary>How long before the end the submit script has Slurm warn the host; null when it does not say.</summary>
    public TimeSpan? WarningBefore { get; init; }

    /// <summary>The first answers are in, or will not come.</summary>
    public bool IsSettled { get; init; }

    /// <summary>
    /// Slurm's signals reach the tasks as well as the host, at the same instant. Under cgroup the batch process alone gets them; of a
    /// cluster that does not say, the worse is assumed.
    /// </summary>
    public bool SharesSignals => Proctrack != "cgroup";
}
