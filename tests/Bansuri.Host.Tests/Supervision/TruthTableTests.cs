using System.Runtime.CompilerServices;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>What becomes of a task when its attempt ends, for every kind of end, reaction and schedule; docs/architecture.md shows the same table.</summary>
public class TruthTableTests
{
    // Of times: 3; `restart` is what follows the first attempt, `restart (last)` what follows the third.
    private const string Table = """
        end                   | on-fail        | once      | timer      | cron       | forever
        exit 0                | stop           | succeeded | good, next | good, next | restart
        exit 0                | restart        | succeeded | good, next | good, next | restart
        exit 0                | restart (last) | succeeded | good, next | good, next | restart
        exit 0                | ignore         | succeeded | good, next | good, next | restart
        success code          | stop           | succeeded | good, next | good, next | restart
        success code          | restart        | succeeded | good, next | good, next | restart
        success code          | restart (last) | succeeded | good, next | good, next | restart
        success code          | ignore         | succeeded | good, next | good, next | restart
        exit 1                | stop           | failed    | bad, next  | bad, next  | failed
        exit 1                | restart        | retry     | retry      | retry      | retry
        exit 1                | restart (last) | failed    | bad, next  | bad, next  | failed
        exit 1                | ignore         | succeeded | good, next | good, next | restart
        fatal code            | stop           | failed    | bad, next  | bad, next  | failed
        fatal code            | restart        | failed    | bad, next  | bad, next  | failed
        fatal code            | restart (last) | failed    | bad, next  | bad, next  | failed
        fatal code            | ignore         | succeeded | good, next | good, next | restart
        signal                | stop           | failed    | bad, next  | bad, next  | failed
        signal                | restart        | retry     | retry      | retry      | retry
        signal                | restart (last) | failed    | bad, next  | bad, next  | failed
        signal                | ignore         | succeeded | good, next | good, next | restart
        timeout               | stop           | failed    | bad, next  | bad, next  | failed
        timeout               | restart        | retry     | retry      | retry      | retry
        timeout               | restart (last) | failed    | bad, next  | bad, next  | failed
        timeout               | ignore         | succeeded | good, next | good, next | restart
        start error           | stop           | failed    | bad, next  | bad, next  | failed
        start error           | restart        | failed    | bad, next  | bad, next  | retry
        start error           | restart (last) | failed    | bad, next  | bad, next  | failed
        start error           | ignore         | succeeded | good, next | good, next | restart
        transient start error | stop           | failed    | bad, next  | bad, next  | failed
        transient start error | restart        | retry     | retry      | retry      | retry
        transient start error | restart (last) | failed    | bad, next  | bad, next  | failed
        transient start error | ignore         | succeeded | good, next | good, next | restart
        """;

    public static TheoryData<string, string, string, string> Rows()
    {
        var lines = Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var rows = new TheoryData<string, string, string, string>();
        foreach (var line in lines.Skip(1))
        {
            foreach (var column in Enumerable.Range(2, 4))
            {
                rows.Add(line[0], line[1], lines[0][column], line[column]);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_end_of_an_attempt_leads_to_what_the_table_says(string end, string onFail, string schedule, string expected)
    {
        var keys = new List<string> { $"on-fail: {onFail.Split(' ')[0]}", "success-codes: [0, 3]", "fatal-codes: [126]" };
        keys.AddRange(onFail.StartsWith("restart", StringComparison.Ordinal) ? ["times: 3"] : []);
        keys.AddRange(schedule switch { "timer" => ["timer: 5m"], "cron" => ["schedule-cron: 0 3 * * *"], "forever" => ["forever: true"], _ => [] });
        var policy = Tasks.Policy([.. keys]);

        Assert.Equal(expected, Outcome(policy, EndOf(end), onFail.EndsWith("(last)", StringComparison.Ordinal) ? 3 : 1));
    }

    [Fact]
    public void The_documentation_shows_the_same_table()
    {
        string[] reactions = ["stop", "restart", "restart (last)", "ignore"];
        var written = Table.Split('\n').Skip(1).Select(line => string.Join('|', line.Split('|', StringSplitOptions.TrimEntries)));
        var shown = File.ReadLines(Path.Combine(Path.GetDirectoryName(Here())!, "../../../docs/architecture.md")) // A file has a folder.
            .SkipWhile(line => !line.StartsWith("| end | on-fail |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .SelectMany(cells => cells[0].Split(", "), (cells, end) => (End: end, Cells: cells))
            .SelectMany(row => row.Cells[1] == "any" ? reactions : [row.Cells[1]], (row, onFail) => string.Join('|', [row.End, onFail, .. row.Cells[2..]]));

        Assert.Equal(written.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_list_of_success_codes_is_the_whole_truth()
    {
        var policy = Tasks.Policy("success-codes: [3]").Retry;

        Assert.Equal(Verdict.GiveUp, Judge.Of(policy, 1, 0, Tasks.Exit(0), 0.5).Verdict);
    }

    [Theory]
    [InlineData(126, Verdict.GiveUp, Verdict.Retry)]
    [InlineData(127, Verdict.GiveUp, Verdict.Retry)]
    [InlineData(125, Verdict.Retry, Verdict.Retry)]
    public void A_program_that_is_not_there_is_fatal_unless_the_task_is_a_forever_one(int code, object once, object forever)
    {
        Assert.Equal(once, Judge.Of(Tasks.Policy("on-fail: restart").Retry, 1, 0, Tasks.Exit(code), 0.5).Verdict);
        Assert.Equal(forever, Judge.Of(Tasks.Policy("forever: true").Retry, 1, 0, Tasks.Exit(code), 0.5).Verdict);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("restart")]
    [InlineData("ignore")]
    public void A_stop_is_neither_success_nor_failure(string onFail) =>
        Assert.Equal(Verdict.Stopped, Judge.Of(Tasks.Policy($"on-fail: {onFail}").Retry, 1, 0, Tasks.Exit(new ExitReason.Stopped()), 0.5).Verdict);

    private static string Here([CallerFilePath] string path = "") => path;

    private static AttemptExit EndOf(string end) => Tasks.Exit(end switch
    {
        "exit 0" => new ExitReason.Exited(0),
        "success code" => new ExitReason.Exited(3),
        "exit 1" => new ExitReason.Exited(1),
        "fatal code" => new ExitReason.Exited(126),
        "signal" => new ExitReason.Signalled(9),
        "timeout" => new ExitReason.Timeout(TimeSpan.FromSeconds(4)),
        "start error" => new ExitReason.StartError("No such file or directory"),
        "transient start error" => new ExitReason.StartError("Cannot allocate memory", Transient: true),
        _ => throw new ArgumentException(end),
    });

    private static string Outcome(TaskPolicy policy, AttemptExit exit, int attempt)
    {
        var (state, _) = Transitions.Next(new Lifecycle(), new LifecycleEvent.Added(), policy, Tasks.After(0));
        if (policy.Slots is not null)
        {
            (state, _) = Transitions.Next(state, new LifecycleEvent.TimePassed(), policy, Tasks.After(TimeSpan.FromHours(17).TotalSeconds));
        }

        (state, _) = Transitions.Next(state, new LifecycleEvent.AttemptStarted(attempt, 100), policy, Tasks.After(61_300));
        Assert.Equal(TaskState.Running, state.State);
        var judgement = Judge.Of(policy.Retry, attempt, attempt - 1, exit, 0.5);
        LifecycleEvent happened = judgement.Verdict == Verdict.Retry ? new LifecycleEvent.AttemptFailed(exit, judgement) : new LifecycleEvent.RunEnded(exit, judgement);
        (state, _) = Transitions.Next(state, happened, policy, Tasks.After(61_304));
        return state switch
        {
            { State: TaskState.Backoff, Run: not null, FailedRuns: 0, SucceededRuns: 0 } => "retry",
            { State: TaskState.Succeeded, IsFinal: true, SucceededRuns: 1, FailedRuns: 0 } => "succeeded",
            { State: TaskState.Failed, IsFinal: true, SucceededRuns: 0, FailedRuns: 1 } => "failed",
            { State: TaskState.Scheduled, Next.Cause: RunCause.Restart, SucceededRuns: 1, FailedRuns: 0 } => "restart",
            { State: TaskState.Scheduled, Next.Cause: RunCause.Slot or RunCause.Timer, SucceededRuns: 1, FailedRuns: 0 } => "good, next",
            { State: TaskState.Scheduled, Next.Cause: RunCause.Slot or RunCause.Timer, SucceededRuns: 0, FailedRuns: 1 } => "bad, next",
            _ => state.ToString(),
        };
    }
}
