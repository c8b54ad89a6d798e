using Bansuri.Host.Configuration;
using Bansuri.Host.StateDirectory;
using Bansuri.Host.StateDirectory.Instances;
using Bansuri.Host.StateDirectory.Kernel;
using Bansuri.Host.StateDirectory.Leases;
using Bansuri.Host.StateDirectory.States;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>What one host alone may hold: the lease of its state directory, the state in it, and its folder of the runtime directory.</summary>
internal sealed class HostHoldings : IAsyncDisposable
{
    private HostHoldings(string stateDirectory, Lease lease, StateStore state, InstanceFolder folder) =>
        (StateDirectory, Lease, State, Folder) = (stateDirectory, lease, state, folder);

    public string StateDirectory { get; }

    public Lease Lease { get; }

    public StateStore State { get; }

    public InstanceFolder Folder { get; }

    public string Socket => Folder.Socket;

    /// <summary>Of a host on this node that was killed and held the state directory; null when there was none.</summary>
    public string? PredecessorSocket { get; private init; }

    public string LogDirectory => StateFolder.Logs(StateDirectory);

    /// <exception cref="StartupException">The directory cannot be used, or another host holds it.</exception>
    public static async Task<HostHoldings> TakeAsync(HostGround ground, HostSettings settings)
    {
        var directory = settings.StateDirectory;
        if (StateFolder.Prepare(directory) is { } refusal)
        {
            throw new StartupException(refusal);
        }

        var log = ground.Log.Loggers.CreateLogger<HostHoldings>();
        var stopping = ground.Signals.ShutdownAsked;
        var startedAt = ground.Time.GetLocalNow();
        var folderPath = InstanceFolder.PathOf(ground.RuntimeDirectory);
        var self = LeaseRecords.Of(ground.Identity, settings.ControlSocket ?? InstanceFolder.SocketIn(folderPath), startedAt, settings.CheckInterval);
        var request = new LeaseRequest(directory, self) { TakeOver = ground.Options.TakeOver, IsArrayElement = ground.Identity.Job?.ArrayTask is not null };
        var result = await new LeaseDesk(new SlurmJobs(ground.Slurm), ground.Time).AcquireAsync(request, stopping);
        if (result.Lease is not { } lease)
        {
            throw new StartupException(result.Message ?? $"the state directory '{directory}' is in use");
        }

        if (result.Message is { } taken)
        {
            HostEvents.LeaseTaken(log, taken);
        }

        lease.Keep(log);
        var folder = await FolderAsync(ground.RuntimeDirectory, lease, (stamp, socket) => new Instance
        {
            Config = ground.ConfigPath,
            StateDirectory = directory,
            JobId = ground.Identity.Job?.JobId,
            RestartCount = ground.Identity.Job?.RestartCount ?? 0,
            Socket = settings.ControlSocket ?? socket,
            Pid = stamp.Pid,
            StartTime = stamp.StartTime,
            PidNamespace = self.PidNamespace,
            StartedAt = startedAt,
            Version = ground.Identity.Version,
        });
        var predecessor = result.Predecessor is { } before && before.Node == self.Node ? before.Socket : null;
        var state = StateStore.Open(directory, log, ground.Time);
        state.Update(before => before with { Last = new LastHost(ground.Identity.Node, startedAt) { JobId = ground.Identity.Job?.JobId } });
        return new HostHoldings(directory, lease, state, folder) { PredecessorSocket = predecessor };
    }

    private static async Task<InstanceFolder> FolderAsync(string runtimeDirectory, Lease lease, Func<ProcessStamp, string, Instance> describe)
    {
        try
        {
            return InstanceFolder.Create(runtimeDirectory, describe);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await lease.DisposeAsync();
            throw new StartupException($"cannot write to the runtime directory '{runtimeDirectory}': {problem.Message}; make room in it, or set XDG_RUNTIME_DIR to a folder that has some");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await State.DisposeAsync();
        Folder.Dispose();
        await Lease.DisposeAsync();
    }
}
