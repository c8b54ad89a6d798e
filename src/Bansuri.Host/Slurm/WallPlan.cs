namespace Bansuri.Host.Slurm;

/// <summary>When the tasks are stopped for the end of the allocation. Pure.</summary>
/// <param name="EndsAt">By the time limit.</param>
/// <param name="DrainBefore">How long before that.</param>
internal sealed record WallPlan(DateTimeOffset EndsAt, TimeSpan DrainBefore)
{
    // For what comes after the last task: writing down, requeue, and the jitter of Slurm's own look at the limit.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    public DateTimeOffset StopsAt => EndsAt - DrainBefore;

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

        // Of an allocation that is hardly longer than the grace period, half is for work.
        var usual = longestGrace + Rest;
        var half = (end - startedAt) / 2;
        return new WallPlan(end, configured ?? (usual < half ? usual : half > TimeSpan.Zero ? half : TimeSpan.Zero));
    }
}
