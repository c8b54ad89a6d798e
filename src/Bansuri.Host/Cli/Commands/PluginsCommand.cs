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
        var describe = new Option<string>("--describe") { Description = "Everything about this task type: its plugin, its tasks, its options", HelpName = "TYPE" };
        var command = hosts.Options.AddTo(new ExampleCommand("plugins", "Shows the task types that plugins provide, and who uses them.", "bansuri plugins", "bansuri plugins --describe http") { describe, json });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = hosts.Connect(parsed);
            var plugins = await client.GetAsync("/v1/plugins", ControlJson.Default.PluginsDocument, cancellationToken);
            plugins = parsed.GetValue(describe) is { } wanted ? plugins with { Types = [Find(plugins, wanted)] } : plugins;
            if (parsed.GetValue(json))
            {
                JsonText.Write(plugins, ControlJson.Default.PluginsDocument, services.Terminal.Out);
            }
            else if (parsed.GetValue(describe) is not null)
            {
                TaskTypeText.Write(plugins.Types[0], services.Terminal.Out);
            }
            else
            {
                List(plugins, services.Terminal.Out);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void List(PluginsDocument plugins, TextWriter output)
    {
        var table = new TextTable("TYPE", "VERSION", "GENERATION", "HASH", "TASKS", "ASSEMBLY");
        foreach (var type in plugins.Types)
        {
            table.Add(type.Type, type.Version, type.Generation, Short(type.Hash), type.Tasks.IsEmpty ? "-" : string.Join(',', type.Tasks), type.Assembly);
        }

        table.Write(output);
        foreach (var retired in plugins.Retired)
        {
            output.WriteLine(!plugins.Pinned.IsDefault && plugins.Pinned.Contains(retired) ? $"cannot be unloaded: {retired}" : $"not yet unloaded: {retired}");
        }
    }

    private static TaskTypeDocument Find(PluginsDocument plugins, string wanted) =>
        plugins.Types.FirstOrDefault(type => type.Type == wanted) ?? throw new CliException(
            ExitCodes.Usage, $"no plugin offers the task type '{wanted}'; there are {string.Join(", ", plugins.Types.Select(type => type.Type))}");

    // Enough to tell two contents apart, as with commits; the documents have the whole.
    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
