using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Slurm;

/// <summary>
/// Sends the job back into the queue: <c>scontrol requeue</c>, which keeps its number; where that is not allowed, its script is submitted
/// again, to start when this job has ended. While no controller answers it is tried again.
/// </summary>
internal sealed class Requeue(SlurmEnvironment job, SlurmController controller, TimeProvider time, ILogger log)
{
    /// <summary>
    /// Longer than a controller takes to start, or to hand over to its backup: docs/decisions/0062. While there is none, nobody enforces the
    /// time limit either.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);

    /// <param name="count">For the log: <c>2 of 10</c>.</param>
    /// <param name="succeeded">Gets the number of a new job, before this one ends.</param>
    /// <param name="calledOff">The job was cancelled, or Slurm ends it: no order is given from then on.</param>
    public async Task<RequeueResult> PerformAsync(string count, Func<long, Task> succeeded, CancellationToken calledOff)
    {
        if (calledOff.IsCancellationRequested)
        {
            SlurmEvents.NotRequeued(log, "the job was cancelled");
            return RequeueResult.Over;
        }

        var answer = await OrderAsync(calledOff);
        switch (answer.Outcome)
        {
            case RequeueOutcome.Accepted:
                SlurmEvents.Requeued(log, job.JobId, count);
                return new(GoesOn: true, job.Handle);
            case RequeueOutcome.Refused when !calledOff.IsCancellationRequested:
                return await SubmitAsync(count, answer.Why, succeeded, calledOff);
            default:
                SlurmEvents.NotRequeued(log, answer.Why);
                return answer.Outcome == RequeueOutcome.Refused ? RequeueResult.Over : new(GoesOn: false, job.Handle);
        }
    }

    private async Task<RequeueAnswer> OrderAsync(CancellationToken calledOff)
    {
        var start = time.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            if (calledOff.IsCancellationRequested)
            {
                return new(RequeueOutcome.Ending, "the job was cancelled, or ends, before Slurm has answered");
            }

            // Not cancelled with the rest: an order that is half given may have been taken.
            var answer = await controller.RequeueAsync(job, CancellationToken.None);
            if (answer.Outcome != RequeueOutcome.Unanswered || time.GetElapsedTime(start) >= Patience)
            {
                return answer;
            }

            if (isFirst)
            {
                SlurmEvents.RequeueWaits(log, answer.Why, Patience.TotalMinutes);
            }

            await Task.Delay(BetweenTries, time, calledOff).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<RequeueResult> SubmitAsync(string count, string refusal, Func<long, Task> succeeded, CancellationToken calledOff)
    {
        if (await controller.ScriptAsync(job.JobId, CancellationToken.None) is not { } script)
        {
            SlurmEvents.RequeueFailed(log, refusal, "its script is not known");
            return RequeueResult.Over;
        }

        var record = await controller.JobAsync(job.JobId, CancellationToken.None);
        if (calledOff.IsCancellationRequested)
        {
            SlurmEvents.NotRequeued(log, "the job was cancelled, or ends");
            return RequeueResult.Over;
        }

        SlurmEvents.Resubmitting(log, refusal);
        var (next, problem) = await controller.SubmitAsync(script, Resubmission.Arguments(job, record, script, File.Exists), CancellationToken.None);
        if (next is not { } number)
        {
            SlurmEvents.RequeueFailed(log, refusal, problem ?? "");
            return RequeueResult.Over;
        }

        await succeeded(number);
        SlurmEvents.Requeued(log, number, count);
        return new(GoesOn: true, number.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>What has come of it.</summary>
/// <param name="GoesOn">As far as is known.</param>
/// <param name="Queued">For <c>scancel</c>: what is queued, or may be, as an order that was not answered can have been taken. Null when nothing is.</param>
internal sealed record RequeueResult(bool GoesOn, string? Queued)
{
    public static readonly RequeueResult Over = new(GoesOn: false, null);
}
