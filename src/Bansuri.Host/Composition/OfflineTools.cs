using Bansuri.Host.Cli;
using Bansuri.Host.Composition.Explanations;
using Bansuri.Host.Configuration;
using Bansuri.Host.Configuration.Schema;
using Bansuri.Host.Slurm;

namespace Bansuri.Host.Composition;

/// <summary>The commands that work on files alone.</summary>
/// <param name="slurm">For <c>submit</c>.</param>
internal sealed class OfflineTools(Func<SlurmController> slurm) : IOfflineCommands
{
    private const UnixFileMode StartingMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public async Task<int> ValidateAsync(ValidateOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        var directory = Environment.CurrentDirectory;
        if ((options.Config is { } named ? Path.GetFullPath(named, directory) : DefaultFiles.Find(directory)) is not { } path)
        {
            await terminal.Error.WriteLineAsync(Messages.NoConfiguration(directory));
            return ExitCodes.Usage;
        }

        await using var tools = new OfflinePlugins();
        var load = new ConfigurationLoader(Knowledge(tools.Types, options.StrictPermissions)).Load(path, RunFlags.PluginFolders(options.Plugins), ScriptNumbers.None);
        if (load.Config is not { } config)
        {
            await terminal.Error.WriteLineAsync(Diagnosed.Text(load, directory));
            return ExitCodes.Usage;
        }

        if (load.Diagnostics.Length > 0)
        {
            await terminal.Error.WriteLineAsync(Diagnosed.Uncounted(load, directory));
        }

        await terminal.Out.WriteLineAsync($"{path}: {Messages.Count(config.Tasks.Length, "task")}, {(load.Diagnostics.Length == 0 ? "no problems" : Messages.Count(load.Diagnostics.Length, "warning"))}");
        if (options.Explain)
        {
            foreach (var line in new Explanation(config, TimeProvider.System, directory).Lines())
            {
                await terminal.Out.WriteLineAsync(line);
            }
        }

        return options.Strict && load.Diagnostics.Length > 0 ? ExitCodes.Usage : ExitCodes.Done;
    }

    public async Task<int> SubmitAsync(SubmitOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        var directory = Environment.CurrentDirectory;
        if ((options.Config is { } named ? Path.GetFullPath(named, directory) : DefaultFiles.Find(directory)) is not { } path)
        {
            await terminal.Error.WriteLineAsync(Messages.NoConfiguration(directory));
            return ExitCodes.Usage;
        }

        await using var tools = new OfflinePlugins();
        var load = new ConfigurationLoader(Knowledge(tools.Types, strictPermissions: false)).Load(path, RunFlags.PluginFolders([]), ScriptNumbers.None);
        if (load.Config is not { } config)
        {
            await terminal.Error.WriteLineAsync(Diagnosed.Text(load, directory));
            return ExitCodes.Usage;
        }

        var script = Submission.Script(path, config, options);
        if (options.Print)
        {
            await terminal.Out.WriteAsync(script);
            return ExitCodes.Done;
        }

        return await Submission.PerformAsync(script, slurm(), terminal, cancellationToken);
    }

    public ILeftLogs LeftLogs(string logDirectory) => new LeftLogs(logDirectory);

    public async Task<int> SchemaAsync(SchemaOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var tools = new OfflinePlugins();
        tools.Types.Prepare(new ConfigurationLoader(Knowledge(tools.Types, strictPermissions: false)).Settings(RunFlags.PluginFolders(options.Plugins)));
        await terminal.Out.WriteLineAsync(ConfigurationSchema.Write([.. tools.Types.Catalog.Types.Select(type => new TypeSchema(type.Name, type.Description, type.Options?.Json))]));
        return ExitCodes.Done;
    }

    public async Task<int> InitAsync(string? path, Terminal terminal, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(path ?? "bansuri.yaml", Environment.CurrentDirectory);
        try
        {
            // Readable for all, and written by its owner alone whatever the umask: the host refuses what others can change.
            await using var file = new FileStream(target, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = StartingMode });
            await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(InitText.For(target)), cancellationToken);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync(Path.Exists(target)
                ? $"error: '{target}' exists, and nothing is overwritten\n  = help: name another file: bansuri init FILE"
                : $"error: '{target}' cannot be written: {Reason(failed)}");
            return ExitCodes.Usage;
        }

        var name = path ?? Path.GetFileName(target);
        (string Command, string What)[] steps =
        [
            ($"bansuri validate {name} --explain", "says what it means"),
            ($"bansuri run -c {name}", "starts it"),
            ("bansuri schema > bansuri.schema.json", "lets your editor complete and check it"),
        ];
        var width = steps.Max(step => step.Command.Length) + 2;
        await terminal.Out.WriteLineAsync($"wrote {target}\n" + string.Join('\n', steps.Select(step => $"  {step.Command.PadRight(width)}{step.What}")));
        return ExitCodes.Done;
    }

    private static string Reason(Exception failed) => failed switch
    {
        DirectoryNotFoundException => "No such file or directory",
        UnauthorizedAccessException => "Permission denied",
        _ => failed.Message,
    };

    private static HostKnowledge Knowledge(PluginTypes types, bool strictPermissions) =>
        new(types, new CronRules(TimeZoneInfo.Local), Environment.GetEnvironmentVariable, Environment.CurrentDirectory) { StrictPermissions = strictPermissions };
}
