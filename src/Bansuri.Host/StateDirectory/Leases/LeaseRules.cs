using System.Globalization;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.StateDirectory.Leases;

/// <summary>When a lease no longer counts. Pure; docs/operations.md, "State directory".</summary>
internal static class LeaseRules
{
    /// <summary>A host whose heartbeat is this many intervals old is silent.</summary>
    public const int SilentAfter = 3;

    /// <returns>Why the lease is stale, or null: it is held.</returns>
    public static string? WhyStale(LeaseRecord holder, LeaseRecord self, LeaseEvidence evidence)
    {
        if (holder.Node == self.Node)
        {
            // A host that replaced its own program is the holder itself.
            return holder.Process == self.Process ? "it is this process" : evidence.ProcessRuns ? null : "its process has ended";
        }

        if (holder.Host == self.Host && holder.BootId != self.BootId)
        {
            return "the node has booted since";
        }

        if (holder.JobId is { } job && job == self.JobId && holder.RestartCount < self.RestartCount)
        {
            return "its job was requeued";
        }

        if (evidence.JobIsGone is true)
        {
            return "its job has ended";
        }

        return evidence.TakeOver && IsSilent(holder, evidence) ? $"its last heartbeat is {Age(evidence)} old" : null;
    }

    /// <summary>What the user reads whose host cannot start.</summary>
    public static string Refusal(LeaseRequest request, LeaseRecord holder, LeaseEvidence evidence)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"the state directory '{request.Directory}' is in use by another host: {holder}, since {holder.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss zzz}, last heartbeat {Age(evidence)} ago");
        return IsSilent(holder, evidence)
            ? text + "\n  = help: when that host is surely gone, start with --take-over"
            : request.IsArrayElement
            ? text + "\n  = help: the elements of a job array need one each: write '--state-directory .bansuri-$SLURM_ARRAY_TASK_ID' into the submit script"
            : text + "\n  = help: stop it ('bansuri cancel'), or give this one a --state-directory of its own";
    }

    private static bool IsSilent(LeaseRecord holder, LeaseEvidence evidence) =>
        evidence.HeartbeatAge.TotalSeconds > SilentAfter * holder.IntervalSeconds;

    private static string Age(LeaseEvidence evidence) => Durations.Format(TimeSpan.FromSeconds(Math.Max(0, Math.Round(evidence.HeartbeatAge.TotalSeconds))));
}
