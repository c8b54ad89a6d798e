using Bansuri.Host.Cli.Client;
using Bansuri.Host.Cli.Rendering;
using Bansuri.Host.StateDirectory;
using Bansuri.Host.StateDirectory.States;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri logs</c> where no host can be asked: what is in the files, and a word about where it comes from.</summary>
internal static class LeftLogsText
{
    public static async Task<int> PrintAsync(LogsRequest request, CliServices services, string stateDirectory, string reason)
    {
        var folder = StateFolder.Logs(stateDirectory);
        var left = services.Offline().LeftLogs(folder);
        var tasks = TaskSelection.Select(left.Tasks, request.Names, pattern => $"{reason}; and no file of '{pattern}' is in '{folder}'");
        var query = request.Query(services.Time);
        await services.Terminal.Error.WriteLineAsync($"{Ended(stateDirectory, services.Time) ?? reason}\nthese lines are from the files in {folder}");
        var printer = new LinePrinter(services.Terminal, tasks.Count > 1 ? tasks : []);
        foreach (var task in tasks)
        {
            await foreach (var text in left.ReadAsync(task, query, CancellationToken.None))
            {
                printer.Print(task, text.Lines.Span);
            }
        }

        return ExitCodes.Done;
    }

    // One that was killed, or is silent on another node, has not said so.
    private static string? Ended(string stateDirectory, TimeProvider time) => StateStore.Peek(stateDirectory)?.Last is { EndedAt: { } end } last
        ? $"the host of {stateDirectory} has ended, {Times.Both(end, time)}: {last.Reason}"
        : null;
}
