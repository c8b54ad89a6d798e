using Bansuri.Host.Cli;
using Bansuri.Host.Composition;
using Bansuri.Host.Isolation;
using Bansuri.Host.Processes;

// A host started it for the code of one task, and it takes no part in anything else.
if (args is [ChildHost.Argument] && ProcessChannel.OfThisProcess() is { } channel)
{
    return await ChildHost.RunAsync(channel);
}

// As pid 1 of a container the program starts itself as a child and is nothing but init.
if (InitProcess.Run() is { } code)
{
    return code;
}

// First of all, as until here a signal ends the process: one that comes while the host starts is kept for it. A client ends of a signal,
// as commands do.
var signals = args is ["run", ..] ? new HostSignals() : null;

// The host's start keeps one core busy; the other one makes the code ready meanwhile that the start comes to.
_ = signals is not null && Environment.ProcessorCount > 1 ? Rehearsals.PlayAsync(TimeProvider.System) : Task.CompletedTask;

ThreadShortage.Explain();

// What an exotic parent left us with must not reach the tasks.
var hygiene = ProcessHygiene.Apply();

// A client starts Slurm's commands, and nothing else.
await using var clients = new ClientProcesses(hygiene);

var exitCode = await CommandLine.RunAsync(args, new CliServices
{
    Host = () => new HostRunner(hygiene, signals ?? new HostSignals()),
    Offline = () => new OfflineTools(() => clients.Slurm),
    Slurm = () => clients.Slurm,
    Become = command => ProgramReplacement.Execute(command),
    Terminal = SystemTerminal.Open(Environment.GetEnvironmentVariable),
    Variable = Environment.GetEnvironmentVariable,
});
return PromptExit.With(exitCode);
