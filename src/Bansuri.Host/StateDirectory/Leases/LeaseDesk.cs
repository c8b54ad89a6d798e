namespace Bansuri.Host.StateDirectory.Leases;

/// <summary>Where hosts ask for a state directory.</summary>
internal sealed class LeaseDesk(IJobs jobs, TimeProvider time)
{
    // Two hosts that take the same stale lease at once: each replaces it right after its last look, so the one that was second has
    // replaced by the time that the first one looks again.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    /// <exception cref="IOException">The directory cannot be written.</exception>
    public async Task<LeaseResult> AcquireAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        var file = new LeaseFile(request.Directory);
        while (true)
        {
            if (file.TryCreate(request.Self))
            {
                return new(new Lease(file, request.Self, time), null);
            }

            if (file.Read() is not { } holder)
            {
                continue; // given back between the two looks
            }

            var evidence = await EvidenceAsync(holder, request, cancellationToken);
            if (LeaseRules.WhyStale(holder, request.Self, evidence) is not { } why)
            {
                return new(null, LeaseRules.Refusal(request, holder, evidence));
            }

            if (file.Read() == holder && await TakeAsync(file, request.Self, cancellationToken))
            {
                return new(new Lease(file, request.Self, time), $"took the state directory over from {holder}: {why}") { Predecessor = holder };
            }
        }
    }

    private async Task<bool> TakeAsync(LeaseFile file, LeaseRecord self, CancellationToken cancellationToken)
    {
        file.Replace(self);
        await Task.Delay(Settling, time, cancellationToken);
        return file.Read()?.Id == self.Id;
    }

    private async Task<LeaseEvidence> EvidenceAsync(LeaseRecord holder, LeaseRequest request, CancellationToken cancellationToken)
    {
        var isHere = holder.Node == request.Self.Node;
        return new LeaseEvidence
        {
            ProcessRuns = isHere && holder.Process.IsAlive,
            JobIsGone = !isHere && holder.JobId is { } job ? await jobs.IsGoneAsync(job, cancellationToken) : null,
            HeartbeatAge = time.GetUtcNow() - holder.Heartbeat,
            TakeOver = request.TakeOver,
        };
    }
}
