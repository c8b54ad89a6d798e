namespace Bansuri.Host.Slurm;

/// <summary>How long tasks may take when Slurm's clock runs. Pure.</summary>
internal static class GraceCap
{
    /// <summary>Slurm's own default, for a cluster that does not say.</summary>
    public static readonly TimeSpan UsualKillWait = TimeSpan.FromSeconds(30);

    // Slurm is a few tenths early, and what is killed at the last moment must still be reaped and written down.
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(3);

    /// <summary>From Slurm's SIGTERM to the host's own SIGKILL.</summary>
    public static TimeSpan Of(TimeSpan killWait)
    {
        var early = killWait - Reserve;
        var half = killWait / 2;
        return early > half ? early : half;
    }
}
