using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Kernel;
using Bansuri.Host.Processes.Spawning;

namespace Bansuri.Host.Processes;

/// <summary>What the engine is given at its start.</summary>
internal sealed record EngineSettings
{
    public required ProcessHygiene Hygiene { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The Slurm job that this host runs in, or null.</summary>
    public string? SlurmJobId { get; init; }

    /// <summary>Hears of faults that must not end the reactor, such as a sink that throws. Called on its thread.</summary>
    public required Action<Exception> OnFault { get; init; }

    /// <summary>
    /// True in the program, where one engine owns every child: whatever else ends was adopted, and is reaped. Several engines in one process
    /// (tests) would take each other's children.
    /// </summary>
    public bool ReapOrphans { get; init; }

    /// <summary>Whether there are pidfds (Linux 5.3; RHEL 8 has 4.18). Without them the ends of children are looked for 50 times a second.</summary>
    public bool HasProcessDescriptors { get; init; } = ProcessDescriptor.IsSupported();

    /// <summary>Where each run gets a cgroup of its own; null where none can be made, or is wanted.</summary>
    public CgroupFolder? Cgroups { get; init; }

    /// <summary>Takes those who wait for the end of a process to a thread where they go on. It must not throw.</summary>
    public Action<Action> GoOn { get; init; } = static waiting => ThreadPool.UnsafeQueueUserWorkItem(static waiting => waiting(), waiting, preferLocal: false);

    /// <summary>Null looks what the C library has.</summary>
    public SpawnFeatures? Features { get; init; }
}
