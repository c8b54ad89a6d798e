using Bansuri.Host.StateDirectory.Kernel;

namespace Bansuri.Host.StateDirectory.Instances;

/// <summary>A host that runs, as its <c>INSTANCE.json</c> says: how clients find it.</summary>
internal sealed record Instance
{
    /// <summary>Absolute, links unresolved.</summary>
    public required string Config { get; init; }

    /// <summary>Absolute, links unresolved.</summary>
    public required string StateDirectory { get; init; }

    public long? JobId { get; init; }

    public int RestartCount { get; init; }

    public required string Socket { get; init; }

    public required int Pid { get; init; }

    public required ulong StartTime { get; init; }

    /// <summary>Where the number means something.</summary>
    public required string PidNamespace { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string Version { get; init; }

    internal bool IsAlive => new ProcessStamp(Pid, StartTime).IsAlive;
}
