using System.CommandLine;
using System.Globalization;
using Bansuri.Host.Cli.Client;

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
            var request = new LogsRequest(
                parsed.GetValue(names) ?? [],
                Given(
                    ("n", Text(parsed.GetValue(lines))),
                    ("since", parsed.GetValue(since)),
                    ("grep", parsed.GetValue(grep)),
                    ("attempt", Text(parsed.GetValue(attempt)))))
            { Follow = parsed.GetValue(follow), StderrOnly = parsed.GetValue(stderr) };
            try
            {
                using var client = hosts.Connect(parsed);
                await PrintAsync(client, request, services.Terminal, cancellationToken);
                return ExitCodes.Done;
            }
            catch (HostNotHereException missing)
            {
                missing.Otherwise = (stateDirectory, reason) => LeftLogsText.PrintAsync(request, services, stateDirectory, reason);
                throw;
            }
        });
        return command;
    }

    private static async Task PrintAsync(ControlClient client, LogsRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        var tasks = await TasksAsync(client, request, cancellationToken);
        var printer = new LinePrinter(terminal, tasks.Count > 1 ? tasks : []);
        if (request.Follow)
        {
            await FollowAsync(client, tasks, request, printer, cancellationToken);
            return;
        }

        foreach (var task in tasks)
        {
            if (!await client.ReadLinesAsync(request.Path(task), lines => printer.Print(task, lines), cancellationToken))
            {
                throw client.Ended();
            }
        }
    }

    /// <summary>Those of the configuration; and by their names those that were removed from it, of which the host has files.</summary>
    private static async Task<IReadOnlyList<string>> TasksAsync(ControlClient client, LogsRequest request, CancellationToken cancellationToken)
    {
        var known = (await TaskSelection.FindAsync(client, [], cancellationToken)).Select(task => task.Name).ToList();
        var removed = request.Names.Where(name => !TaskSelection.IsGlob(name) && !known.Contains(name)).Distinct().ToList();
        foreach (var name in removed)
        {
            // Fails for one that there never was, before anything is shown.
            await client.ReadLinesAsync(new LogsRequest([], Given(("n", "0"))).Path(name), _ => { }, cancellationToken);
        }

        return TaskSelection.Select([.. known, .. removed], request.Names);
    }

    private static async Task FollowAsync(ControlClient client, IReadOnlyList<string> tasks, LogsRequest request, LinePrinter printer, CancellationToken cancellationToken)
    {
        // The first follower that fails ends them all: a closed pipe, above all.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var followers = tasks.Select(task => client.ReadLinesAsync(request.Path(task), lines => printer.Print(task, lines), ending.Token)).ToList();
        await foreach (var ended in Task.WhenEach(followers))
        {
            if (ended.IsFaulted)
            {
                await ending.CancelAsync();
                await ended;
            }
        }
    }

    private static Dictionary<string, string> Given(params (string Key, string? Value)[] pairs) =>
        pairs.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal); // asked for just before

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
