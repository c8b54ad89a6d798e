using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Slurm;

/// <summary>What the host says of its allocation; numbers 800 to 899.</summary>
internal static partial class SlurmEvents
{
    [LoggerMessage(800, LogLevel.Information, "Slurm job {Job}{Where}: {End}")]
    public static partial void Known(ILogger log, long job, string where, string end);

    [LoggerMessage(801, LogLevel.Warning, "Slurm's commands say nothing here (not on PATH, or no controller answers): end of the allocation and KillWait are not asked for, {KillWait} s are assumed")]
    public static partial void Unasked(ILogger log, double killWait);

    [LoggerMessage(802, LogLevel.Warning, "{Advice}")]
    public static partial void Advice(ILogger log, string advice);

    [LoggerMessage(803, LogLevel.Information, "the limit of the allocation was changed: it {End}")]
    public static partial void Moved(ILogger log, string end);

    [LoggerMessage(804, LogLevel.Warning, "grace period capped at {Cap} (KillWait {KillWait})")]
    public static partial void Capped(ILogger log, string cap, string killWait);

    [LoggerMessage(805, LogLevel.Information, "the job still runs: somebody sent the host a SIGTERM, and no clock of Slurm's; tasks get their full grace periods")]
    public static partial void OnlySignalled(ILogger log);

    [LoggerMessage(806, LogLevel.Information, "the end of the allocation is near ({Why}): nothing new is started, {Then}")]
    public static partial void Draining(ILogger log, string why, string then);

    [LoggerMessage(807, LogLevel.Information, "{Task}: on-walltime: {What}")]
    public static partial void Hooked(ILogger log, string task, string what);

    [LoggerMessage(808, LogLevel.Warning, "{Task}: on-walltime: {Problem}")]
    public static partial void HookFailed(ILogger log, string task, string problem);

    [LoggerMessage(809, LogLevel.Information, "SIGUSR1 is left out of account, as the submit script has it sent from the start on: tasks are stopped at {At}, or when another one comes")]
    public static partial void WarnedAtOnce(ILogger log, string at);

    [LoggerMessage(810, LogLevel.Information, "requeued: the job goes on as job {Job} (requeue {Count})")]
    public static partial void Requeued(ILogger log, long job, string count);

    [LoggerMessage(811, LogLevel.Warning, "not requeued: {Why}")]
    public static partial void NotRequeued(ILogger log, string why);

    [LoggerMessage(812, LogLevel.Error, "the job could not be requeued ({Why}), nor submitted again ({Again})")]
    public static partial void RequeueFailed(ILogger log, string why, string again);

    [LoggerMessage(813, LogLevel.Warning, "the job cannot be requeued ({Why}): submitted again")]
    public static partial void Resubmitting(ILogger log, string why);

    [LoggerMessage(814, LogLevel.Warning, "the job is not requeued yet ({Why}): tried again for {Minutes} minutes")]
    public static partial void RequeueWaits(ILogger log, string why, double minutes);

    [LoggerMessage(815, LogLevel.Information, "cancelled while the requeue was under way: job {Job} is taken out of the queue again, by 'scancel {Job}'")]
    public static partial void Withdrawing(ILogger log, string job);

    [LoggerMessage(816, LogLevel.Information, "job {Job} is out of the queue: it does not go on")]
    public static partial void Withdrawn(ILogger log, string job);

    [LoggerMessage(817, LogLevel.Error, "job {Job} could not be taken out of the queue again, and may go on ({Why}): type 'scancel {Job}'")]
    public static partial void NotWithdrawn(ILogger log, string job, string why);
}
