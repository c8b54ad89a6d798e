using System.CommandLine;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Cli.Rendering;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri plugins</c>.</summary>
internal static class PluginsCommand
{
    public static Command Create(CliServices services, HostLookup hosts)
    {
        var command = hosts.Options.AddTo(new ExampleCommand("plugins", "Shows the task types that plugins provide, and who uses them.", "bansuri plugins"));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = hosts.Connect(parsed);
            var plugins = await client.GetAsync("/v1/plugins", ControlJson.Default.PluginsDocument, cancellationToken);
            var table = new TextTable("TYPE", "VERSION", "GENERATION", "HASH", "TASKS", "ASSEMBLY");
            foreach (var type in plugins.Types)
            {
                table.Add(type.Type, type.Version, type.Generation, type.Hash, type.Tasks.IsEmpty ? "-" : string.Join(',', type.Tasks), type.Assembly);
            }

            table.Write(services.Terminal.Out);
            foreach (var retired in plugins.Retired)
            {
                await services.Terminal.Out.WriteLineAsync($"not yet unloaded: {retired}");
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
