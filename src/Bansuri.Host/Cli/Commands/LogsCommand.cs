using System.CommandLine;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri logs</c>: what tasks wrote, byte for byte where it is text; with several tasks, each line says whose it is.</summary>
internal static class LogsCommand
{
    public static Command Create(CliServices services, HostLookup hosts)
    {
        var names = TaskSelection.Names(ArgumentArity.OneOrMore);
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what comes" };
        var lines = new Option<int?>("--lines", "-n") { HelpName = "N", Description = "How many lines of the past (100)" };
        var stderr = new Option<bool>("--stderr") { Description = "Only stderr, where it is captured apart" };
        var since = new Option<string?>("--since") { HelpName = "TIME", Description = "Not older than this: 1h, or 2026-01-09T11:00:00" };
        var grep = new Option<string?>("--grep") { HelpName = "RE", Description = "Only lines that match this regular expression" };
        var attempt = new Option<int?>("--attempt") { HelpName = "N", Description = "Only that attempt of a run, the first is 1; as far as memory or log-format go back" };
        var command = hosts.Options.AddTo(new ExampleCommand(
            "logs",
            "Shows the output of tasks.",
            "bansuri logs backup -n 20",
            "bansuri logs 'worker-*' -f --grep 'error|warning'")
        {
            names, follow, lines, stderr, since, grep, attempt,
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = hosts.Connect(parsed);
            var tasks = await TaskSelection.FindAsync(client, parsed.GetValue(names) ?? [], cancellationToken);
            var query = Query(
                ("n", parsed.GetValue(lines)?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("stderr", parsed.GetValue(stderr) ? "true" : null),
                ("since", parsed.GetValue(since)),
                ("grep", parsed.GetValue(grep)),
                ("attempt", parsed.GetValue(attempt)?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            var printer = new LinePrinter(services.Terminal, tasks.Length > 1 ? [.. tasks.Select(task => task.Name)] : []);
            if (parsed.GetValue(follow))
            {
                await FollowAsync(client, tasks, query, printer, cancellationToken);
            }
            else
            {
                foreach (var task in tasks)
                {
                    if (!await client.ReadLinesAsync(Path(task) + query, lines => printer.Print(task.Name, lines), cancellationToken))
                    {
                        throw client.Ended();
                    }
                }
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task FollowAsync(ControlClient client, IEnumerable<TaskDocument> tasks, string query, LinePrinter printer, CancellationToken cancellationToken)
    {
        // The first follower that fails ends them all: a closed pipe, above all.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var followers = tasks.Select(task => client.ReadLinesAsync($"{Path(task)}{query}&follow", lines => printer.Print(task.Name, lines), ending.Token)).ToList();
        await foreach (var ended in Task.WhenEach(followers))
        {
            if (ended.IsFaulted)
            {
                await ending.CancelAsync();
                await ended;
            }
        }
    }

    private static string Path(TaskDocument task) => $"/v1/tasks/{Uri.EscapeDataString(task.Name)}/logs?";

    private static string Query(params (string Key, string? Value)[] pairs) =>
        string.Join('&', pairs.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));
}
