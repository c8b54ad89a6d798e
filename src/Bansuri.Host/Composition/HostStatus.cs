using System.Collections.Immutable;
using Bansuri.Host.Cli;
using Bansuri.Host.Control;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Slurm;

namespace Bansuri.Host.Composition;

/// <summary>What the host says of itself: what it was started with, and the state of its configuration.</summary>
internal sealed class HostStatus(HostIdentity identity, string configPath, DateTimeOffset startedAt) : IHostStatus
{
    private volatile ConfigDocument _config = new(configPath, 0, startedAt, []);

    public HostDocument Current => new()
    {
        Pid = identity.Pid,
        Version = identity.Version,
        StartedAt = startedAt,
        Node = identity.Node,
        Config = _config,
        Slurm = Slurm(),
        PinnedPlugins = PinnedPlugins(),
    };

    /// <summary>The allocation as it is known now; null outside of one.</summary>
    public Func<SlurmDocument?> Slurm { get; init; } = () => null;

    /// <summary>Old code of plugins that cannot be unloaded.</summary>
    public Func<ImmutableArray<string>> PinnedPlugins { get; init; } = () => [];

    public void Applied(int revision, DateTimeOffset at) => _config = _config with { Revision = revision, LoadedAt = at, Errors = [] };

    public void Rejected(ImmutableArray<ConfigErrorDocument> errors) => _config = _config with { Errors = errors };
}

/// <summary>Who this host is.</summary>
/// <param name="Job">Null outside an allocation.</param>
internal sealed record HostIdentity(int Pid, string Version, string Node, SlurmEnvironment? Job)
{
    public static HostIdentity Read(Func<string, string?> variable)
    {
        var job = SlurmEnvironment.Read(variable);
        return new HostIdentity(Environment.ProcessId, ProgramVersion.Text, job?.Node ?? Environment.MachineName, job);
    }
}
