using Bansuri.Host.Slurm;
using Bansuri.Host.Supervision;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition.Walltime;

/// <summary>
/// What a SIGTERM in a job means. When it comes from <c>scancel</c>, from the time limit or from a preemption, SIGKILL follows after
/// KillWait, and all tasks must be gone by then; when somebody sent nothing but the signal, they have their full grace periods.
/// </summary>
internal sealed class KillClock(Allocation allocation, SlurmController controller, TaskBoard board, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Asks, and shortens what is longer.</summary>
    /// <param name="since">The timestamp at which the signal came.</param>
    /// <param name="longestGrace">Of the tasks.</param>
    public async Task LookAsync(long since, TimeSpan longestGrace)
    {
        var status = await controller.StatusAsync(allocation.Job.JobId, Patience, CancellationToken.None);
        if (status?.IsWanted == true)
        {
            SlurmEvents.OnlySignalled(log);
            return;
        }

        var killWait = allocation.Facts.KillWait ?? GraceCap.UsualKillWait;
        var cap = GraceCap.Of(killWait);
        if (longestGrace > cap)
        {
            SlurmEvents.Capped(log, Spoken.Duration(cap), Spoken.Duration(killWait));
        }

        var left = cap - time.GetElapsedTime(since);
        board.Hurry(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }
}
