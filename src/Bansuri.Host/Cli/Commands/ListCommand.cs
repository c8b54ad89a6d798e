using System.CommandLine;
using System.Globalization;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Cli.Rendering;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri ls</c>: this user's hosts on this node.</summary>
internal static class ListCommand
{
    public static Command Create(CliServices services, HostLookup hosts)
    {
        var command = new ExampleCommand("ls", "Lists this user's hosts on this node.", "bansuri ls");
        command.SetAction(_ =>
        {
            var table = new TextTable("PID", "JOB", "UPTIME", "VERSION", "CONFIGURATION", "STATE DIRECTORY");
            foreach (var host in hosts.Instances)
            {
                table.Add(
                    host.Pid.ToString(CultureInfo.InvariantCulture),
                    host.JobId?.ToString(CultureInfo.InvariantCulture) ?? "-",
                    Times.Length(services.Time.GetUtcNow() - host.StartedAt),
                    host.Version,
                    host.Config,
                    host.StateDirectory);
            }

            table.Write(services.Terminal.Out);
            return ExitCodes.Done;
        });
        return command;
    }
}
