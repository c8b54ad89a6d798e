using Bansuri.Host.StateDirectory.Kernel;

namespace Bansuri.Host.StateDirectory.Leases;

/// <summary>Who holds a state directory: the content of <c>lease.json</c>.</summary>
internal sealed record LeaseRecord
{
    /// <summary>Made for each host that starts: the only thing that says "mine".</summary>
    public required string Id { get; init; }

    public required string Host { get; init; }

    public required int Pid { get; init; }

    public required ulong StartTime { get; init; }

    public required string BootId { get; init; }

    public string PidNamespace { get; init; } = "";

    public long? JobId { get; init; }

    public int RestartCount { get; init; }

    /// <summary>Of the control interface, on <see cref="Host"/>.</summary>
    public string? Socket { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset Heartbeat { get; init; }

    /// <summary>The time between heartbeats.</summary>
    public required double IntervalSeconds { get; init; }

    internal ProcessStamp Process => new(Pid, StartTime);

    internal NodeIdentity Node => new(Host, BootId, PidNamespace);

    /// <summary>For messages: <c>pid 71 on n1, Slurm job 12</c>.</summary>
    public override string ToString() => $"pid {Pid} on {Host}" + (JobId is { } job ? $", Slurm job {job}" : "");
}
