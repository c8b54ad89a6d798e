using Bansuri.Host.Processes;
using Bansuri.Host.Slurm;

namespace Bansuri.Host.Composition;

/// <summary>What a client command starts: made when there is something to start.</summary>
internal sealed class ClientProcesses(ProcessHygiene hygiene) : IAsyncDisposable
{
    private ProcessEngine? _engine;

    public SlurmController Slurm => field ??= new SlurmController(new SlurmCommands(() => Engine, Environments.Inherited(), TimeProvider.System));

    private ProcessEngine Engine => _engine ??= new ProcessEngine(new EngineSettings { Hygiene = hygiene, OnFault = _ => { } });

    public ValueTask DisposeAsync() => _engine?.DisposeAsync() ?? ValueTask.CompletedTask;
}
