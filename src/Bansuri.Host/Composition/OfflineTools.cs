using Bansuri.Abstractions.Diagnostics;
using Bansuri.Host.Cli;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Composition;

/// <summary>The commands that work on files alone.</summary>
internal sealed class OfflineTools : IOfflineCommands
{
    public async Task<int> ValidateAsync(ValidateOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        var directory = Environment.CurrentDirectory;
        if ((options.Config is { } named ? Path.GetFullPath(named, directory) : DefaultFiles.Find(directory)) is not { } path)
        {
            await terminal.Error.WriteLineAsync(Messages.NoConfiguration(directory));
            return ExitCodes.Usage;
        }

        await using var tools = new OfflinePlugins();
        var knowledge = new HostKnowledge(tools.Types, new CronRules(TimeZoneInfo.Local), Environment.GetEnvironmentVariable, directory)
        {
            StrictPermissions = options.StrictPermissions,
        };
        var load = new ConfigurationLoader(knowledge).Load(path, RunFlags.PluginFolders(options.Plugins), ScriptNumbers.None);
        if (load.Diagnostics.Length > 0)
        {
            await terminal.Error.WriteLineAsync(Diagnosed.Text(load, directory));
        }

        if (load.Config is not { } config)
        {
            return ExitCodes.Usage;
        }

        await terminal.Out.WriteLineAsync($"{path}: {Messages.Count(config.Tasks.Length, "task")}, {(load.Diagnostics.Length == 0 ? "no problems" : Messages.Count(load.Diagnostics.Length, "warning"))}");
        return options.Strict && load.Diagnostics.Length > 0 ? ExitCodes.Usage : ExitCodes.Done;
    }

    public async Task<int> SchemaAsync(SchemaOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        await terminal.Error.WriteLineAsync("error: not there yet");
        return ExitCodes.Usage;
    }

    public async Task<int> InitAsync(string? path, Terminal terminal, CancellationToken cancellationToken)
    {
        await terminal.Error.WriteLineAsync("error: not there yet");
        return ExitCodes.Usage;
    }
}
