using System.CommandLine;

namespace Bansuri.Host.Cli.Client;

/// <summary>The options that say which host a client means; on every command that asks one.</summary>
internal sealed class HostOptions
{
    public Option<string?> Socket { get; } = new("--socket") { HelpName = "PATH", Description = "The host's control socket" };

    public Option<long?> Job { get; } = new("--job") { HelpName = "ID", Description = "The host of this Slurm job" };

    public Option<string?> Config { get; } = new("--config", "-c") { HelpName = "FILE", Description = "The host that runs this configuration" };

    public Option<string?> StateDirectory { get; } = new("--state-directory") { HelpName = "DIR", Description = "The host that owns this state directory" };

    public ExampleCommand AddTo(ExampleCommand command)
    {
        command.Add(Socket);
        command.Add(Job);
        command.Add(Config);
        command.Add(StateDirectory);
        return command;
    }
}
