using Bansuri.Host.StateDirectory.Kernel;
using Bansuri.Host.StateDirectory.Leases;

namespace Bansuri.Host.Composition;

/// <summary>What this host writes into <c>lease.json</c>.</summary>
internal static class LeaseRecords
{
    public static LeaseRecord Of(HostIdentity identity, string socket, DateTimeOffset now, TimeSpan interval)
    {
        var node = NodeIdentity.Read();
        var process = ProcessStamp.Self;
        return new LeaseRecord
        {
            Id = Guid.NewGuid().ToString("N"),
            Host = node.Host,
            BootId = node.BootId,
            PidNamespace = node.PidNamespace,
            Pid = process.Pid,
            StartTime = process.StartTime,
            JobId = identity.Job?.JobId,
            RestartCount = identity.Job?.RestartCount ?? 0,
            Socket = socket,
            StartedAt = now,
            Heartbeat = now,
            IntervalSeconds = interval.TotalSeconds,
        };
    }
}
