using Bansuri.Host.StateDirectory.Leases;

namespace Bansuri.Host.Composition;

/// <summary>Nobody was asked about jobs: a lease of another node is then judged by its other signs.</summary>
internal sealed class NoJobs : IJobs
{
    public Task<bool?> IsGoneAsync(long jobId, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);
}
