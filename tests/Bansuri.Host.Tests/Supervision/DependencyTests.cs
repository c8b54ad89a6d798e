using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Tasks that wait for others, and for a plugin.</summary>
public sealed class DependencyTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_task_starts_when_what_it_depends_on_has_succeeded()
    {
        _stage.Add([["depends-on: [db]"], ["name: db"]]);
        await _stage.UntilAsync(task => task is { State: TaskState.Waiting, Reason: "db: running" });
        (await _stage.Runner.NextAsync()).End(0);

        await _stage.UntilAsync(TaskState.Running);
    }

    [Fact]
    public async Task A_forever_dependency_must_be_running_and_ready_where_it_has_a_probe()
    {
        _stage.Runner.Slow.Add("db");
        _stage.Add([["name: db", "forever: true", "ready: {tcp: localhost:5432}"], ["depends-on: [db]"]]);
        var db = await _stage.Runner.NextAsync();
        await _stage.UntilAsync(task => task.Reason == "db: starting");
        db.Control.Started(7);
        await _stage.UntilAsync(task => task is { State: TaskState.Waiting, Reason: "db: running" });
        db.Control.Ready();

        await _stage.UntilAsync(TaskState.Running);
    }

    [Theory]
    [InlineData("started", null, true)]
    [InlineData("ready", null, true)]
    [InlineData("completed", null, false)]
    [InlineData("succeeded", null, false)]
    [InlineData("started", 1, true)]
    [InlineData("completed", 1, true)]
    [InlineData("completed", 0, true)]
    [InlineData("succeeded", 0, true)]
    public async Task A_condition_says_how_far_the_other_must_have_come(string condition, int? exit, bool starts)
    {
        _stage.Add([["name: db"], [$"depends-on: [{{task: db, condition: {condition}}}]", "enabled: false"]]);
        var db = await _stage.Runner.NextAsync();
        if (exit is { } code)
        {
            db.End(code);
        }

        await _stage.UntilAsync(task => exit is null ? task.State == TaskState.Running : task.IsFinal, "db");
        _stage.Edit(ChangeKinds.Enabled, $"depends-on: [{{task: db, condition: {condition}}}]");

        await _stage.UntilAsync(starts ? TaskState.Running : TaskState.Waiting);
    }

    [Fact]
    public async Task A_once_task_whose_dependency_can_no_longer_succeed_fails()
    {
        _stage.Add([["name: db"], ["depends-on: [db]"], ["name: daemon", "forever: true", "depends-on: [db]"]]);
        (await _stage.Runner.NextAsync()).End(1);

        await _stage.UntilAsync(task => task is { State: TaskState.Failed, Reason: "dependency: db: failed", FailedRuns: 1 });
        Assert.IsType<ExitReason.DependencyFailed>(_stage["job"].LastExit?.Reason);
        await _stage.UntilAsync(task => task is { State: TaskState.Waiting, Reason: "db: failed" }, "daemon");
    }

    [Fact]
    public async Task What_waits_for_a_failed_dependency_goes_on_when_that_recovers()
    {
        _stage.Add([["name: db"], ["forever: true", "depends-on: [db]"]]);
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.UntilAsync(task => task.Reason == "db: failed");
        _stage.Runner.Quick["db"] = 0;
        await _stage.Order(TaskOrder.Start, "db");

        await _stage.UntilAsync(TaskState.Running);
    }

    [Fact]
    public async Task A_task_that_is_added_after_its_dependency_was_lost_fails_at_once()
    {
        _stage.Add("name: db");
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.UntilAsync(TaskState.Failed, "db");
        _stage.Add("depends-on: [db]", "essential: true");

        await _stage.UntilAsync(TaskState.Failed);
        Assert.Equal("job", _stage.Essential);
        var again = await _stage.Order(TaskOrder.Start);
        Assert.Equal((OrderOutcome.Failed, "dependency: db: failed"), (again.Outcome, again.Message));
    }

    [Fact]
    public async Task A_slot_that_comes_while_it_waits_is_kept_and_further_ones_are_skipped()
    {
        _stage.Add([["name: db", "forever: true", "enabled: false"], ["schedule-cron: */5 * * * *", "depends-on: [db]"]]);
        await _stage.UntilAsync(TaskState.Stopped, "db");
        await _stage.PassAsync(TimeSpan.FromMinutes(10));
        await _stage.SaidAsync("slot 2026-03-02 10:10 +00:00 skipped: a run still waits (db: stopped)");
        await _stage.Order(TaskOrder.Enable, "db");

        Assert.Equal(Tasks.Start.AddMinutes(5), (await _stage.Runner.AttemptAsync("job")).Order.Slot);
    }

    [Fact]
    public async Task An_edit_of_depends_on_counts_at_once()
    {
        _stage.Add([["name: db", "enabled: false"], ["name: cache", "forever: true"], ["depends-on: [db]"]]);
        await _stage.UntilAsync(task => task.Reason == "db: stopped");
        _stage.Edit(ChangeKinds.None, "depends-on: [cache]");

        await _stage.UntilAsync(TaskState.Running);
    }

    [Fact]
    public async Task A_dependency_that_changes_all_the_time_is_never_overlooked()
    {
        _stage.Add([["name: db", "forever: true"], ["depends-on: [db]", "timer: 1s"]]);
        foreach (var round in Enumerable.Range(1, 50))
        {
            await _stage.Order(TaskOrder.Stop, "db");
            await _stage.Order(TaskOrder.Stop);
            var both = Task.WhenAll(_stage.Order(TaskOrder.Start, "db"), _stage.Order(TaskOrder.Start));
            _stage.Board.TurnGates();
            await Processes.Eventually.InTime(both);
        }

        await _stage.UntilAsync(TaskState.Running);
    }

    [Fact]
    public async Task A_task_waits_for_the_plugin_that_provides_its_type()
    {
        _stage.Types.Missing = "shell";
        _stage.Add();
        await _stage.UntilAsync(task => task is { State: TaskState.Waiting, Reason: "no plugin provides type 'shell'", Generation: null });
        _stage.Types.Missing = null;
        _stage.Board.TurnGates();

        await _stage.UntilAsync(task => task is { State: TaskState.Running, Generation: "shell@1.0.0" });
    }
}
