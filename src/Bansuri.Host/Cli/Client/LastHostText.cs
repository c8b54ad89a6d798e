using Bansuri.Host.Cli.Rendering;
using Bansuri.Host.StateDirectory.States;

namespace Bansuri.Host.Cli.Client;

/// <summary>What the last host of a state directory left, for people.</summary>
internal static class LastHostText
{
    public static void Write(LastHost last, string directory, CliServices services)
    {
        var ended = last.EndedAt is { } end ? $"ended {Times.Both(end, services.Time)}: {last.Reason}" : "did not say how it ended";
        services.Terminal.Out.WriteLine($"the last host in {directory} ran on {last.Node} as job {last.JobId}, started {Times.Both(last.StartedAt, services.Time)}, and {ended}");
        if (last.Tasks.IsDefaultOrEmpty)
        {
            return;
        }

        var table = new TextTable("NAME", "LAST STATE", "RUNS", "REASON");
        foreach (var task in last.Tasks)
        {
            table.Add(task.Name, task.State, task.Runs.ToString(System.Globalization.CultureInfo.InvariantCulture), task.Reason);
        }

        table.Write(services.Terminal.Out);
    }
}
