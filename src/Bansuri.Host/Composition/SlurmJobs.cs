using Bansuri.Host.Slurm;
using Bansuri.Host.StateDirectory.Leases;

namespace Bansuri.Host.Composition;

/// <summary>Asks Slurm whether the job of a lease has ended.</summary>
internal sealed class SlurmJobs(SlurmController controller) : IJobs
{
    public async Task<bool?> IsGoneAsync(long jobId, CancellationToken cancellationToken)
    {
        var (outcome, status) = await controller.FindAsync(jobId, cancellationToken);
        return outcome == SlurmOutcome.Good ? status is not { IsRunning: true } && status?.State is not "COMPLETING" : null;
    }
}
