using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Slurm;

/// <summary>When the tasks are stopped for the end of the allocation. Pure.</summary>
/// <param name="EndsAt">By the time limit.</param>
/// <param name="DrainBefore">How long before that.</param>
internal sealed record WallPlan(DateTimeOffset EndsAt, TimeSpan DrainBefore)
{
    // For what comes after the last task: writing down, requeue, and the jitter of Slurm's own look at the limit.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    // For that alone: what Slurm is late by is none.
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(10);

    /// <summary>From a signal of <c>on-walltime</c> to the stop: nobody can say when the task has done what it is for.</summary>
    public static readonly TimeSpan LeastHookTime = TimeSpan.FromSeconds(10);

    /// <summary>That a command of <c>on-walltime</c> may take at the most.</summary>
    public static readonly TimeSpan LongestHookTime = TimeSpan.FromSeconds(30);

    public DateTimeOffset StopsAt => EndsAt - DrainBefore;

    /// <summary>What is wrong with the configured time, which is left out of account then; null when nothing is.</summary>
    public string? Advice { get; init; }

    /// <summary>Null while no end is known.</summary>
    /// <param name="endsAt">By the time limit.</param>
    /// <param name="startedAt">Of the host.</param>
    /// <param name="configured"><c>host.slurm.drain-before</c>; null is the longest grace period and half a minute.</param>
    /// <param name="longestGrace">Of the tasks.</param>
    public static WallPlan? Of(DateTimeOffset? endsAt, DateTimeOffset startedAt, TimeSpan? configured, TimeSpan longestGrace)
    {
        if (endsAt is not { } end)
        {
            return null;
        }

        var whole = end - startedAt;
        if (configured is { } wanted && (wanted < whole || whole <= TimeSpan.Zero))
        {
            return new WallPlan(end, wanted);
        }

        // Of an allocation that is hardly longer than the grace period, half is for work.
        var usual = longestGrace + Rest;
        var half = whole / 2;
        return new WallPlan(end, usual < half ? usual : half > TimeSpan.Zero ? half : TimeSpan.Zero)
        {
            // It would be stopped as soon as it starts, and requeued for nothing: docs/decisions/0064.
            Advice = configured is { } overlong
                ? $"host.slurm.drain-before is {Durations.Format(overlong)}, and the allocation ends {AllocationText.Length(whole)} after the start of the host: "
                    + "nothing could run, so that it is left out of account; set it shorter, or write a longer '#SBATCH --time'"
                : null,
        };
    }

    /// <summary>
    /// How long a drain waits for what <c>on-walltime</c> has begun. A command that hangs must not take from the tasks' grace periods: a
    /// job that runs into its limit is not requeued.
    /// </summary>
    /// <param name="left">Of the allocation; null while its end is not known.</param>
    /// <param name="longestGrace">Of the tasks.</param>
    public static TimeSpan HookTime(TimeSpan? left, TimeSpan longestGrace)
    {
        var time = left - longestGrace - Reserve ?? LongestHookTime;
        return time < LeastHookTime ? LeastHookTime : time > LongestHookTime ? LongestHookTime : time;
    }
}
