using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Slurm;

/// <summary>
/// Sends the job back into the queue: <c>scontrol requeue</c>, which keeps its number; where that is not allowed, its script is submitted
/// again, to start when this job has ended.
/// </summary>
internal sealed class Requeue(SlurmEnvironment job, SlurmController controller, ILogger log)
{
    /// <param name="count">For the log: <c>2 of 10</c>.</param>
    /// <param name="succeeded">Gets the number of a new job, before this one ends.</param>
    public async Task<bool> PerformAsync(string count, Func<long, Task> succeeded, CancellationToken cancellationToken)
    {
        // Asked for before the requeue: that may end this process at any moment.
        var record = await controller.JobAsync(job.JobId, cancellationToken);
        var script = await controller.ScriptAsync(job.JobId, cancellationToken);
        if (await controller.RequeueAsync(job, cancellationToken) is not { } refusal)
        {
            SlurmEvents.Requeued(log, job.JobId, count);
            return true;
        }

        if (script is null)
        {
            SlurmEvents.RequeueFailed(log, refusal, "its script is not known");
            return false;
        }

        SlurmEvents.Resubmitting(log, refusal);
        var (next, problem) = await controller.SubmitAsync(script, Resubmission.Arguments(job, record, script, File.Exists), cancellationToken);
        if (next is not { } number)
        {
            SlurmEvents.RequeueFailed(log, refusal, problem ?? "");
            return false;
        }

        await succeeded(number);
        SlurmEvents.Requeued(log, number, count);
        return true;
    }
}
