using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Bansuri.Host.Control;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Tests.Control;

/// <summary>A host that runs nothing and has two tasks to show.</summary>
internal sealed class FakeHost : IHostStatus, ITaskLogs, IReloads, IPluginList, ISlotForecast, IShutdown
{
    public static readonly DateTimeOffset Now = new(2026, 1, 9, 11, 6, 18, TimeSpan.FromHours(1));

    public FakeHost()
    {
        Board.Tasks.Add(new TaskSnapshot
        {
            Name = "backup",
            Type = "shell",
            State = TaskState.Running,
            Reason = "slot 11:00",
            Pid = 812,
            StartedAt = Now - TimeSpan.FromSeconds(252),
            Attempt = 1,
            Times = 3,
            Runs = 12,
            FailedRuns = 1,
            LastExit = new AttemptExit(new ExitReason.Signalled(15), Now - TimeSpan.FromHours(1), TimeSpan.FromSeconds(4.2)),
            NextRun = Now + TimeSpan.FromHours(3),
            CpuSeconds = 1.2,
            MemoryBytes = 1_234_567,
            Generation = "shell@1.0.0+3f2a",
        });
        Board.Tasks.Add(new TaskSnapshot { Name = "nightly", Type = "python", State = TaskState.Scheduled, Reason = "next slot", NextRun = Now + TimeSpan.FromHours(3) });
    }

    public FakeBoard Board { get; } = new();

    public List<LogLine> Lines { get; } = [];

    public LogQuery? LastQuery { get; private set; }

    public ReloadDocument Reload { get; set; } = new() { Outcome = ReloadDocument.Applied, Revision = 7, Message = "config revision 7 applied", Changes = ["added x"] };

    public string? ShutdownReason { get; private set; }

    public HostDocument Current { get; set; } = new()
    {
        Pid = 71,
        Version = "1.0.0",
        StartedAt = Now - TimeSpan.FromDays(1),
        Node = "n1",
        Config = new ConfigDocument("/data/bansuri.yaml", 6, Now - TimeSpan.FromHours(2), []),
    };

    PluginsDocument IPluginList.Current => new(
        [
            new TaskTypeDocument
            {
                Type = "shell",
                Description = "Runs a command",
                Assembly = "/p/ShellTask.dll",
                Version = "1.0.0",
                Generation = "shell@1.0.0+3f2a",
                Number = 2,
                Hash = "3f2a9c04d17e" + new string('0', 52),
                Tasks = ["backup"],
                RequiresCommand = true,
                Options = [new OptionDocument("shell", "a path", false, "/bin/sh", "which shell"), new OptionDocument("lines", "a whole number", true, null, null)],
            },
        ],
        ["shell@0.8.0+51c2", "shell@0.9.0+77aa"])
    { Pinned = ["shell@0.8.0+51c2"] };

    public ControlServices Services => new()
    {
        Board = Board,
        Host = this,
        Logs = this,
        Reloads = this,
        Plugins = this,
        Slots = this,
        Shutdown = this,
    };

    public bool Has(string task) => task == "removed";

    public async IAsyncEnumerable<LogLine> ReadAsync(string task, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LastQuery = query;
        foreach (var line in Lines)
        {
            yield return line;
        }

        if (query.Follow)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    public async IAsyncEnumerable<LogText> ReadTextAsync(string task, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in ReadAsync(task, query, cancellationToken))
        {
            yield return line.Missed > 0 ? new LogText(default, line.Missed) : new LogText(Encoding.UTF8.GetBytes(line.Text + "\n"));
        }
    }

    public Task<ReloadDocument> ReloadAsync(CancellationToken cancellationToken) => Task.FromResult(Reload);

    public Task<ReloadDocument> PlanAsync(string? draft, CancellationToken cancellationToken) => Task.FromResult(draft is null ? Reload : Reload with { Message = draft });

    public bool HasNoSlots { get; set; }

    public ImmutableArray<DateTimeOffset> Coming(string task, int count) =>
        task == "nightly" && !HasNoSlots ? [.. Enumerable.Range(0, count).Select(day => Now + TimeSpan.FromHours(3) + TimeSpan.FromDays(day))] : [];

    public void Request(string reason) => ShutdownReason = reason;
}
