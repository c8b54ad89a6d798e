namespace Bansuri.Host.StateDirectory.Leases;

/// <summary>What the batch system knows of jobs.</summary>
internal interface IJobs
{
    /// <returns>True when the job has ended, null when that could not be found out.</returns>
    Task<bool?> IsGoneAsync(long jobId, CancellationToken cancellationToken);
}
