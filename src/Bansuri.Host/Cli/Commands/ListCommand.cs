using System.CommandLine;
using System.Globalization;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Cli.Rendering;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri ls</c>: this user's hosts on this node, and in jobs elsewhere.</summary>
internal static class ListCommand
{
    public static Command Create(CliServices services, HostLookup hosts)
    {
        var command = new ExampleCommand("ls", "Lists this user's hosts: those on this node, and those in running jobs whose state directory is in the job's folder and begins with .bansuri.", "bansuri ls");
        command.SetAction(async (_, cancellationToken) =>
        {
            var table = new TextTable("PID", "JOB", "NODE", "UPTIME", "VERSION", "CONFIGURATION", "STATE DIRECTORY");
            var here = hosts.Instances;
            var node = services.Variable("SLURMD_NODENAME") is { Length: > 0 } named ? named : Environment.MachineName;
            foreach (var host in here)
            {
                table.Add(Number(host.Pid), Number(host.JobId), node, Since(host.StartedAt, services), host.Version, host.Config, host.StateDirectory);
            }

            foreach (var job in await services.Slurm().MineAsync(cancellationToken))
            {
                if (here.Any(host => host.JobId == job.JobId))
                {
                    continue;
                }

                var holders = StateFolders.Of(job).Select(directory => (Directory: directory, Holder: hosts.Holder(directory)));
                if (holders.FirstOrDefault(each => each.Holder?.JobId == job.JobId) is (var directory, { } holder))
                {
                    table.Add(Number(holder.Pid), Number(job.JobId), job.Node ?? "-", Since(holder.StartedAt, services), "-", "-", directory);
                }
            }

            table.Write(services.Terminal.Out);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Since(DateTimeOffset start, CliServices services) => Times.Length(services.Time.GetUtcNow() - start);

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
