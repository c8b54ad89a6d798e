using System.CommandLine;
using Bansuri.Host.Cli.Client;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri run</c>: the host, in the foreground.</summary>
internal static class RunCommand
{
    public static Command Create(CliServices services)
    {
        var config = new Option<string?>("--config", "-c") { HelpName = "FILE", Description = "The configuration; else the first of bansuri.yaml, bansuri.yml, bansuri.json, scripts_config.json, scripts.json here" };
        var interval = ValueParsers.Duration("--check-interval", "Every source is looked at again at least this often (30s)");
        var grace = ValueParsers.Duration("--grace-period", "From the stop signal to SIGKILL, for tasks that do not say (120s)");
        var plugins = new Option<string[]>("--plugins") { HelpName = "DIR", Description = "A folder of plugins; may be given several times" };
        var state = new Option<string?>("--state-directory") { HelpName = "DIR", Description = "Where state and logs are kept (.bansuri beside the configuration)" };
        var exit = new Option<bool>("--exit-when-done") { Description = "End when every task has a final state; exit 1 if one failed" };
        var file = new Option<string?>("--log-file") { HelpName = "FILE", Description = "Write the host's log there as well" };
        var format = new Option<string?>("--log-format") { HelpName = "FORMAT", Description = "text or json" }.AcceptOnlyFromAmong("text", "json");
        var level = new Option<string?>("--log-level") { HelpName = "LEVEL", Description = "debug, information, warning or error" }
            .AcceptOnlyFromAmong("debug", "information", "warning", "error");
        var watch = new Option<string?>("--watch") { HelpName = "HOW", Description = "auto, or poll: no inotify" }.AcceptOnlyFromAmong("auto", "poll");
        var takeOver = new Option<bool>("--take-over") { Description = "Take the state directory from a host elsewhere whose heartbeat has stopped" };
        var strict = new Option<bool>("--strict-permissions") { Description = "Sources that a group can write are errors, not warnings" };

        var command = new ExampleCommand("run", "Runs the host in the foreground, until SIGTERM or SIGINT.", "bansuri run -c bansuri.yaml", "bansuri run --exit-when-done --log-format json")
        {
            config, interval, grace, plugins, state, exit, file, format, level, watch, takeOver, strict,
        };
        command.SetAction(parsed => services.Host().RunAsync(
            new RunOptions
            {
                Config = parsed.GetValue(config),
                CheckInterval = parsed.GetValue(interval),
                GracePeriod = parsed.GetValue(grace),
                Plugins = [.. parsed.GetValue(plugins) ?? []],
                StateDirectory = parsed.GetValue(state),
                ExitWhenDone = parsed.GetValue(exit),
                LogFile = parsed.GetValue(file),
                LogFormat = parsed.GetValue(format),
                LogLevel = parsed.GetValue(level),
                Watch = parsed.GetValue(watch),
                TakeOver = parsed.GetValue(takeOver),
                StrictPermissions = parsed.GetValue(strict),
            },
            services.Terminal));
        return command;
    }
}
