using System.CommandLine;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>validate</c>, <c>schema</c>, <c>init</c>: they need files, and no host.</summary>
internal static class OfflineCommands
{
    public static Command CreateValidate(CliServices services)
    {
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "The configuration; as -c" }.NoOption();
        var config = new Option<string?>("--config", "-c") { HelpName = "FILE", Description = "The configuration; else the default file here, as for 'run'" };
        var strict = new Option<bool>("--strict") { Description = "Warnings count as errors" };
        var explain = new Option<bool>("--explain") { Description = "Say what each task means" };
        var plugins = Plugins();
        var permissions = new Option<bool>("--strict-permissions") { Description = "Sources that a group can write are errors, not warnings" };
        var command = new ExampleCommand("validate", "Reads a configuration as 'run' would and prints all errors and warnings.", "bansuri validate bansuri.yaml", "bansuri validate --strict --explain")
        {
            file, config, strict, explain, plugins, permissions,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) is not null && result.GetValue(config) is not null)
            {
                result.AddError("give FILE or -c FILE, not both");
            }
        });
        command.SetAction((parsed, cancellationToken) => services.Offline().ValidateAsync(
            new ValidateOptions(parsed.GetValue(file) ?? parsed.GetValue(config))
            {
                Strict = parsed.GetValue(strict),
                Explain = parsed.GetValue(explain),
                Plugins = [.. parsed.GetValue(plugins) ?? []],
                StrictPermissions = parsed.GetValue(permissions),
            },
            services.Terminal,
            cancellationToken));
        return command;
    }

    public static Command CreateSchema(CliServices services)
    {
        var plugins = Plugins();
        var command = new ExampleCommand("schema", "Prints the JSON Schema of the configuration, for editors.", "bansuri schema > bansuri.schema.json") { plugins };
        command.SetAction((parsed, cancellationToken) =>
            services.Offline().SchemaAsync(new SchemaOptions([.. parsed.GetValue(plugins) ?? []]), services.Terminal, cancellationToken));
        return command;
    }

    public static Command CreateInit(CliServices services)
    {
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "Where to (bansuri.yaml)" }.NoOption();
        var command = new ExampleCommand("init", "Writes a commented configuration to start from; never overwrites.", "bansuri init") { file };
        command.SetAction((parsed, cancellationToken) => services.Offline().InitAsync(parsed.GetValue(file), services.Terminal, cancellationToken));
        return command;
    }

    private static Option<string[]> Plugins() => new("--plugins") { HelpName = "DIR", Description = "A folder of plugins; may be given several times" };
}
