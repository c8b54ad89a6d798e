using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Slurm;

/// <summary>
/// Takes a job out of the queue again that an operator cancelled while its requeue was under way. Slurm's <c>scancel</c> does that from within
/// the job too: the state is COMPLETING until its last process has ended, and with a cancel in that time CANCELLED follows, not PENDING.
/// </summary>
internal sealed class Withdrawal(SlurmController controller, TimeProvider time, ILogger log)
{
    /// <summary>As long as Slurm usually leaves a process after a requeue, its KillWait; and somebody waits for the end.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <param name="handle">Of the job: <c>12</c>, <c>12_3</c>.</param>
    /// <returns>Whether it is out of the queue.</returns>
    public async Task<bool> PerformAsync(string handle)
    {
        // With the command, and before it is run: SIGKILL may be quicker than its answer.
        SlurmEvents.Withdrawing(log, handle);
        var start = time.GetTimestamp();
        while (true)
        {
            var (isFinal, problem) = await controller.CancelAsync(handle, CancellationToken.None);
            if (problem is null)
            {
                SlurmEvents.Withdrawn(log, handle);
                return true;
            }

            if (isFinal || time.GetElapsedTime(start) >= Patience)
            {
                SlurmEvents.NotWithdrawn(log, handle, problem);
                return false;
            }

            await Task.Delay(BetweenTries, time);
        }
    }
}
