using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Cli.Commands;

namespace Bansuri.Host.Cli;

/// <summary>The program's commands: parsed, carried out, and every failure turned into one line and an exit code.</summary>
internal static class CommandLine
{
    private const int BrokenPipe = 32;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliServices services)
    {
        var terminal = services.Terminal;
        try
        {
            return await HereOrThereAsync(arguments, services);
        }
        catch (CliException problem)
        {
            await terminal.Out.FlushAsync();
            await terminal.Error.WriteLineAsync($"error: {problem.Message}");
            return problem.ExitCode;
        }
        catch (IOException closed) when (closed.HResult == BrokenPipe)
        {
            // `bansuri logs -f x | head`: the reader has what it wanted.
            return ExitCodes.Done;
        }
    }

    /// <summary>On this node, or where the host is that the command asks for.</summary>
    private static async Task<int> HereOrThereAsync(IReadOnlyList<string> arguments, CliServices services)
    {
        var terminal = services.Terminal;
        try
        {
            // No response files: a task may well be named in a way that begins with '@'.
            var parsed = Create(services).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            var code = parsed.Action is ParseErrorAction ? Usage(parsed, terminal) : await InvokeAsync(parsed, terminal);
            await terminal.Out.FlushAsync();
            return code;
        }
        catch (HostNotHereException missing)
        {
            return await ElsewhereAsync(missing, arguments, services);
        }
    }

    private static async Task<int> ElsewhereAsync(HostNotHereException missing, IReadOnlyList<string> arguments, CliServices services)
    {
        try
        {
            return await new RemoteHosts(services).ForwardAsync(missing, arguments, CancellationToken.None);
        }
        catch (CliException none) when (none.ExitCode == ExitCodes.NoHost && missing.Otherwise is not null)
        {
            var directory = (none as JobEndedException)?.StateDirectory ?? missing.StateDirectory;
            if (!Directory.Exists(directory))
            {
                throw;
            }

            var code = await missing.Otherwise(directory, none.Message);
            await services.Terminal.Out.FlushAsync();
            return code;
        }
    }

    public static RootCommand Create(CliServices services)
    {
        var hosts = new HostLookup(services);
        var root = new RootCommand("Runs and supervises tasks, above all inside a Slurm job.")
        {
            RunCommand.Create(services),
            StatusCommand.Create(services, hosts),
            OrderCommand.Create(services, hosts, "start", "Starts tasks: resumes a schedule, runs a finished task again, forgets failures.", "bansuri start backup"),
            OrderCommand.Create(services, hosts, "stop", "Stops tasks until they are started again, across reloads and restarts of the host.", "bansuri stop 'worker-*' --timeout 1m"),
            OrderCommand.Create(services, hosts, "restart", "Stops tasks and starts them again.", "bansuri restart --all --no-wait"),
            OrderCommand.Create(services, hosts, "trigger", "Runs tasks once now, whatever their schedule.", "bansuri trigger nightly-backup"),
            OrderCommand.Create(services, hosts, "enable", "Takes a disable back.", "bansuri enable backup"),
            OrderCommand.Create(services, hosts, "disable", "Stops tasks until they are enabled again.", "bansuri disable backup"),
            SignalCommand.Create(services, hosts),
            LogsCommand.Create(services, hosts),
            WhyCommand.Create(services, hosts),
            NextCommand.Create(services, hosts),
            ReloadCommand.Create(services, hosts),
            ReloadCommand.CreatePlan(services, hosts),
            PluginsCommand.Create(services, hosts),
            SubmitCommand.Create(services),
            CancelCommand.Create(services, hosts),
            ListCommand.Create(services, hosts),
            OfflineCommands.CreateValidate(services),
            OfflineCommands.CreateSchema(services),
            OfflineCommands.CreateInit(services),
            VersionCommand.Create(services),
            CompletionCommand.Create(services),
        };
        root.Options.OfType<HelpOption>().Single().Action = new HelpWithExamples();
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction(services.Terminal);
        return root;
    }

    private static Task<int> InvokeAsync(ParseResult parsed, Terminal terminal) => parsed.InvokeAsync(new InvocationConfiguration
    {
        Output = terminal.Out,
        Error = terminal.Error,
        EnableDefaultExceptionHandler = false,

        // Signals end a client at once, as the kernel has it; the host handles its own.
        ProcessTerminationTimeout = null,
    });

    private static int Usage(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        foreach (var problem in UsageErrors.Of(parsed))
        {
            terminal.Error.WriteLine($"error: {problem}");
        }

        terminal.Error.WriteLine($"  = help: see '{string.Join(' ', Names(command))} --help'");
        return ExitCodes.Usage;
    }

    private static IEnumerable<string> Names(Symbol command) =>
        command is RootCommand ? ["bansuri"] : [.. command.Parents.Take(1).SelectMany(Names), command.Name];
}
