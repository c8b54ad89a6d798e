using System.CommandLine;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>start</c>, <c>stop</c>, <c>restart</c>, <c>trigger</c>, <c>enable</c>, <c>disable</c>: the same but for the word.</summary>
internal static class OrderCommand
{
    public static Command Create(CliServices services, HostLookup hosts, string order, string description, string example)
    {
        var names = TaskSelection.Names(ArgumentArity.ZeroOrMore);
        var all = new Option<bool>("--all") { Description = "All tasks" };
        var noWait = new Option<bool>("--no-wait") { Description = "Do not wait for the result" };
        var timeout = ValueParsers.Duration("--timeout", "Wait at most this long, then exit 5; the order stands");
        var command = hosts.Options.AddTo(new ExampleCommand(order, description, example) { names, all, noWait, timeout });
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == result.GetValue(names) is { Length: > 0 })
            {
                result.AddError("give the names of tasks, or --all");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = hosts.Connect(parsed);
            var tasks = await TaskSelection.FindAsync(client, parsed.GetValue(names) ?? [], cancellationToken);
            var query = parsed.GetValue(noWait) ? "?wait=false" : parsed.GetValue(timeout) is { } limit ? $"?timeout={Durations.Format(limit)}" : "";
            return await OrderAllAsync(client, tasks.Select(task => task.Name), order + query, services.Terminal);
        });
        return command;
    }

    private static async Task<int> OrderAllAsync(ControlClient client, IEnumerable<string> tasks, string order, Terminal terminal)
    {
        var code = ExitCodes.Done;
        await foreach (var ended in Task.WhenEach(tasks.Select(task => OrderAsync(client, task, order))))
        {
            var (result, text) = await ended;
            await (result == ExitCodes.Done ? terminal.Out : terminal.Error).WriteLineAsync(text);
            await terminal.Out.FlushAsync();
            code = Math.Max(code, result);
        }

        return code;
    }

    private static async Task<(int Code, string Text)> OrderAsync(ControlClient client, string task, string order)
    {
        try
        {
            var result = await client.PostAsync($"/v1/tasks/{Uri.EscapeDataString(task)}/{order}", ControlJson.Default.OrderDocument, CancellationToken.None);
            var text = $"{task}: {result.Task.State} ({result.Message})";
            return result.Outcome == OrderDocument.Failed ? (ExitCodes.Failed, $"error: {text}") : (ExitCodes.Done, text);
        }
        catch (CliException problem)
        {
            // The other tasks' orders go on.
            return (problem.ExitCode, $"error: {problem.Message}");
        }
    }
}
