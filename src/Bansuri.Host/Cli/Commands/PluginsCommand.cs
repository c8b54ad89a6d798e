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
        var json = new Option<bool>("--json") { Description = "As JSON, the document of GET /v1/plugins" };
        var command = hosts.Options.AddTo(new ExampleCommand("plugins", "Shows the task types that plugins provide, and who uses them.", "bansuri plugins") { json });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = hosts.Connect(parsed);
            var plugins = await client.GetAsync("/v1/plugins", ControlJson.Default.PluginsDocument, cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonText.Write(plugins, ControlJson.Default.PluginsDocument, services.Terminal.Out);
                return ExitCodes.Done;
            }

            var table = new TextTable("TYPE", "VERSION", "GENERATION", "HASH", "TASKS", "ASSEMBLY");
            foreach (var type in plugins.Types)
            {
                table.Add(type.Type, type.Version, type.Generation, Short(type.Hash), type.Tasks.IsEmpty ? "-" : string.Join(',', type.Tasks), type.Assembly);
            }

            table.Write(services.Terminal.Out);
            foreach (var retired in plugins.Retired)
            {
                await services.Terminal.Out.WriteLineAsync(!plugins.Pinned.IsDefault && plugins.Pinned.Contains(retired) ? $"cannot be unloaded: {retired}" : $"not yet unloaded: {retired}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    // Enough to tell two contents apart, as with commits; the documents have the whole.
    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
