using System.Globalization;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Rendering;

/// <summary><c>bansuri status</c> for people.</summary>
internal static class StatusTable
{
    private const int StateColumn = 1;

    public static void Write(IEnumerable<TaskDocument> tasks, Terminal terminal, TimeProvider time)
    {
        var table = new TextTable("NAME", "STATE", "PID", "UPTIME/NEXT", "ATTEMPT", "RESTARTS", "REASON");
        foreach (var task in tasks)
        {
            table.Add(task.Name, task.State, Number(task.Pid), UptimeOrNext(task, time), Attempt(task), Number(task.Restarts), task.Reason);
        }

        table.Write(terminal.Out, terminal.Rich ? (column, cell) => column == StateColumn ? Paint(cell) : cell : null);
    }

    /// <summary>The allocation, a line above the tasks; nothing outside of one.</summary>
    public static void Write(SlurmDocument? slurm, Terminal terminal, TimeProvider time)
    {
        if (slurm is null)
        {
            return;
        }

        var where = slurm.Node is { } node ? $" on {node}" : "";
        var again = slurm.RestartCount > 0 ? string.Create(CultureInfo.InvariantCulture, $", restart {slurm.RestartCount}") : "";
        var end = slurm.EndsAt is { } instant ? $", ends {Times.Both(instant, time)}" : "";
        var planned = slurm.PlannedAction is { } action ? $": {action}" : "";
        terminal.Out.WriteLine($"job {slurm.JobId}{where}{again}{end}{planned}");
    }

    private static string UptimeOrNext(TaskDocument task, TimeProvider time) =>
        task.StartedAt is { } started ? Times.Length(time.GetUtcNow() - started)
        : task.NextRun is { } next ? Times.Both(next, time)
        : "-";

    private static string Attempt(TaskDocument task) =>
        task.Attempt == 0 ? "-"
        : task.Times is { } times ? string.Create(CultureInfo.InvariantCulture, $"{task.Attempt}/{times}")
        : Number(task.Attempt);

    private static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Paint(string state)
    {
        var colour = state.TrimEnd() switch
        {
            "running" or "ready" or "succeeded" => "32",
            "failed" or "held" => "31",
            "backoff" or "stopping" or "waiting" or "deferred" => "33",
            "stopped" => "2",
            _ => null,
        };
        return colour is null ? state : $"\e[{colour}m{state}\e[0m";
    }
}
