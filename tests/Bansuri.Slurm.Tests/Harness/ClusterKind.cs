namespace Bansuri.Slurm.Tests.Harness;

/// <summary>A cluster that tests ask for: how it tracks processes, and its KillWait in seconds.</summary>
/// <param name="Proctrack"><c>cgroup</c> or <c>linuxproc</c>.</param>
/// <param name="KillWait">From SIGTERM to SIGKILL.</param>
public sealed record ClusterKind(string Proctrack, int KillWait)
{
    /// <summary>As most sites have it.</summary>
    public static readonly ClusterKind Usual = new("cgroup", 30);

    /// <summary>Two partitions, of which <c>high</c> takes nodes from <c>low</c>.</summary>
    public bool Preempts { get; init; }

    public override string ToString() => $"{Proctrack}, KillWait {KillWait}";
}
