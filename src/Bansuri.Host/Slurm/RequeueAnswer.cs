namespace Bansuri.Host.Slurm;

/// <summary>What has come of <c>scontrol requeue</c>.</summary>
/// <param name="Why">One line, of all but the good outcome.</param>
internal sealed record RequeueAnswer(RequeueOutcome Outcome, string Why)
{
    /// <param name="order">The answer to the order.</param>
    /// <param name="asked">Whether Slurm answered afterwards; never asked of an order that was good.</param>
    /// <param name="status">What it said of the job.</param>
    public static RequeueAnswer Of(SlurmAnswer order, SlurmOutcome asked, JobStatus? status) => (order.Outcome, asked, status) switch
    {
        (SlurmOutcome.Good, _, _) => new(RequeueOutcome.Accepted, ""),
        (SlurmOutcome.Missing, _, _) => new(RequeueOutcome.Refused, order.Error),

        // It ends all that runs in the job, itself as well, maybe before its answer has come: only a job that goes on was not requeued.
        (SlurmOutcome.Killed, _, not { IsWanted: true }) => new(RequeueOutcome.Accepted, ""),

        // By an order that was not answered, and was taken after all.
        (_, SlurmOutcome.Good, { IsPending: true }) => new(RequeueOutcome.Accepted, ""),
        (SlurmOutcome.Refused or SlurmOutcome.Killed, SlurmOutcome.Good, { IsWanted: true }) => new(RequeueOutcome.Refused, order.Error),
        (_, SlurmOutcome.Good, not { IsWanted: true }) => new(RequeueOutcome.Ending, "Slurm ends the job already"),
        _ => new(RequeueOutcome.Unanswered, "no answer from Slurm's controller"),
    };
}

internal enum RequeueOutcome
{
    Accepted,
    Refused,

    /// <summary>Something else ends the job.</summary>
    Ending,

    /// <summary>It may have been taken or not.</summary>
    Unanswered,
}
