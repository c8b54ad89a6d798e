using System.CommandLine;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri cancel [JOB]</c>: the host's shutdown with full grace periods, which <c>scancel</c> does not grant.</summary>
internal static class CancelCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    public static Command Create(CliServices services, HostLookup hosts)
    {
        var job = new Argument<long?>("JOB") { Arity = ArgumentArity.ZeroOrOne, Description = "The Slurm job of the host; as --job" };
        var noWait = new Option<bool>("--no-wait") { Description = "Do not wait for the host's end" };
        var timeout = ValueParsers.Duration("--timeout", "Wait at most this long, then exit 5; the shutdown goes on");
        var command = hosts.Options.AddTo(new ExampleCommand("cancel", "Shuts a host down: all tasks get their full grace period.", "bansuri cancel", "bansuri cancel 1234") { job, noWait, timeout });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await HereAsync(parsed, cancellationToken);
            }
            catch (HostNotHereException missing) when (!parsed.GetValue(noWait))
            {
                return await new RemoteHosts(services).CancelAsync(missing, parsed.GetValue(timeout), cancellationToken);
            }
        });
        return command;

        async Task<int> HereAsync(ParseResult parsed, CancellationToken cancellationToken)
        {
            using var client = parsed.GetValue(job) is { } id ? hosts.Connect(id) : hosts.Connect(parsed);
            var host = await client.PostAsync("/v1/shutdown", ControlJson.Default.ShutdownDocument, cancellationToken);
            if (parsed.GetValue(noWait))
            {
                await services.Terminal.Out.WriteLineAsync($"the host (pid {host.Pid}) shuts down");
                return ExitCodes.Done;
            }

            if (!await EndedAsync(client, parsed.GetValue(timeout), services.Time))
            {
                throw new CliException(ExitCodes.TimedOut, $"the host (pid {host.Pid}) still shuts down");
            }

            await services.Terminal.Out.WriteLineAsync($"the host (pid {host.Pid}) has shut down");
            return ExitCodes.Done;
        }
    }

    private static async Task<bool> EndedAsync(ControlClient client, TimeSpan? timeout, TimeProvider time)
    {
        var start = time.GetTimestamp();
        while (timeout is null || time.GetElapsedTime(start) < timeout)
        {
            try
            {
                await client.GetAsync("/v1/host", ControlJson.Default.HostDocument, CancellationToken.None);
                await Task.Delay(BetweenLooks, time);
            }
            catch (CliException gone) when (gone.ExitCode == ExitCodes.NoHost)
            {
                return true;
            }
        }

        return false;
    }
}
