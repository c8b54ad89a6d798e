using System.Collections.Immutable;
using System.CommandLine;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Cli.Rendering;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri status</c>.</summary>
internal static class StatusCommand
{
    private const string ClearScreen = "\e[H\e[2J";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    public static Command Create(CliServices services, HostLookup hosts)
    {
        var names = TaskSelection.Names(ArgumentArity.ZeroOrMore);
        var json = new Option<bool>("--json") { Description = "As JSON; docs/operations.md has the shape" };
        var watch = new Option<bool>("--watch") { Description = "Show it again each second" };
        var command = hosts.Options.AddTo(new ExampleCommand(
            "status",
            "Shows tasks and what they do.",
            "bansuri status",
            "bansuri status 'worker-*' --watch",
            "bansuri status --json | jq '.tasks[] | select(.state == \"failed\").name'")
        {
            names, json, watch,
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = hosts.Connect(parsed);
            do
            {
                var document = await ReadAsync(client, parsed.GetValue(names) ?? [], cancellationToken);
                var again = parsed.GetValue(watch);
                if (parsed.GetValue(json))
                {
                    JsonText.Write(document, ControlJson.Default.StatusDocument, services.Terminal.Out, indented: !again);
                }
                else
                {
                    WriteText(document, services, clear: again && services.Terminal.Rich);
                }

                await services.Terminal.Out.FlushAsync(cancellationToken);
                if (again)
                {
                    await Task.Delay(BetweenLooks, services.Time, cancellationToken);
                }
            }
            while (parsed.GetValue(watch));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<StatusDocument> ReadAsync(ControlClient client, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var host = await client.GetAsync("/v1/host", ControlJson.Default.HostDocument, cancellationToken);
        return new StatusDocument(host, await TaskSelection.FindAsync(client, names, cancellationToken));
    }

    private static void WriteText(StatusDocument document, CliServices services, bool clear)
    {
        services.Terminal.Out.Write(clear ? ClearScreen : "");
        StatusTable.Write(document.Host.Slurm, services.Terminal, services.Time);
        StatusTable.Write(document.Tasks, services.Terminal, services.Time);
        Warn(document.Host.Config.Errors, document.Host.Config.Revision, services.Terminal.Error);
    }

    private static void Warn(ImmutableArray<ConfigErrorDocument> errors, int revision, TextWriter error)
    {
        if (errors.IsEmpty)
        {
            return;
        }

        error.WriteLine($"warning: the configuration has {(errors.Length == 1 ? "1 error" : $"{errors.Length} errors")}, revision {revision} goes on");
        foreach (var each in errors)
        {
            error.WriteLine($"  {each.File}{(each.Line > 0 ? $":{each.Line}:{each.Column}" : "")}: {each.Message} [{each.Code}]");
        }
    }
}
