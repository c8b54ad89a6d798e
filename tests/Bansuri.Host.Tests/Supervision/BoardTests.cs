using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Many tasks: who is on the board, what is told of them, what it costs.</summary>
public sealed class BoardTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_removed_task_is_listed_until_its_last_process_is_gone()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Memory.Kept["job"] = new RememberedTask(Desire.Run, Tasks.Start);
        _stage.Add([["forever: true"], ["name: other", "forever: true"]]);
        var attempt = await _stage.Runner.AttemptAsync("job");
        _stage.Remove("job");
        await _stage.UntilAsync(TaskState.Stopping);
        Assert.Equal(["other", "job"], _stage.Board.Snapshots.Select(task => task.Name));
        attempt.End(new ExitReason.Stopped());

        await Eventually.TrueAsync(() => _stage.Board.Find("job") is null, "its end");
        Assert.False(_stage.Memory.Kept.ContainsKey("job"));
        Assert.Null(_stage.Board.OrderAsync("job", TaskOrder.Start, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_a_killed_host_left_holds_up_its_task_alone_and_marks_it_as_interrupted()
    {
        _stage.Leftovers.Of = "job";
        _stage.Memory.Kept["job"] = new RememberedTask(Desire.Run, null) { WasInterrupted = true };
        _stage.Add([["forever: true"], ["name: other", "depends-on: [{task: job, condition: completed}]"], ["name: third", "forever: true"]]);
        await _stage.UntilAsync(TaskState.Running, "third");
        await _stage.UntilAsync(task => task is { State: TaskState.Waiting, Reason: "something is left", LastExit.Reason: ExitReason.Interrupted });
        await _stage.UntilAsync(TaskState.Waiting, "other");

        _stage.Leftovers.Of = null;
        _stage.Board.TurnGates();
        await _stage.UntilAsync(TaskState.Running);
        Assert.IsType<ExitReason.Interrupted>((await _stage.Runner.AttemptAsync("job")).Order.Previous?.Reason);
    }

    [Fact]
    public async Task A_task_that_is_added_again_while_it_stops_starts_after_that_as_a_new_one()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Add("forever: true");
        var first = await _stage.Runner.NextAsync();
        _stage.Remove("job");
        await _stage.UntilAsync(TaskState.Stopping);
        _stage.Add("forever: true", "command: edited");
        await _stage.SettleAsync();
        Assert.Single(_stage.Runner.Made);
        first.End(new ExitReason.Stopped());

        var second = await _stage.Runner.AttemptAsync("job", 2);
        Assert.Equal("edited", second.Order.Config.Identification.Command?.ToString());
        await _stage.UntilAsync(task => task is { State: TaskState.Running, Restarts: 0 });
    }

    [Fact]
    public async Task A_task_that_is_removed_and_added_many_times_runs_once()
    {
        foreach (var _ in Enumerable.Range(1, 100))
        {
            _stage.Add("forever: true");
            _stage.Remove("job");
        }

        _stage.Add("forever: true");
        await _stage.UntilAsync(TaskState.Running);
        await _stage.SettleAsync();

        Assert.Single(_stage.Board.Snapshots);
        Assert.Single(_stage.Runner.Made, attempt => !attempt.Control.Stop.IsCancellationRequested);
    }

    [Fact]
    public async Task Tasks_stand_in_the_order_of_the_configuration()
    {
        _stage.Add([["name: a"], ["name: c"]]);
        _stage.Board.Apply(new BoardUpdate([], [], [Tasks.Specification("name: b")], ["a", "b", "c"]));
        await _stage.SettleAsync();

        Assert.Equal(["a", "b", "c"], _stage.Board.Snapshots.Select(task => task.Name));
    }

    [Fact]
    public async Task Transitions_are_told_and_kept_with_their_reasons()
    {
        var told = new System.Collections.Concurrent.ConcurrentQueue<TaskTransition>();
        _stage.Board.Changed += told.Enqueue;
        _stage.Runner.Quick["job"] = 1;
        _stage.Add("times: 2");
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));
        await _stage.UntilAsync(TaskState.Failed);

        Assert.Equal(
            [
                "Waiting -> Starting: added",
                "Starting -> Running: added",
                "Running -> Backoff: attempt 1 of 2 failed (exit 1 after 0 s), next in 1 s",
                "Backoff -> Running: added",
                "Running -> Failed: exit 1 after 0 s",
            ],
            _stage.Board.Transitions("job").Select(each => $"{each.From} -> {each.To}: {each.Reason}"));
        await Eventually.TrueAsync(() => told.Count == 5, "five events");
        await _stage.SaidAsync("job: attempt 1 of 2 failed (exit 1 after 0 s), next in 1 s");
        await _stage.SaidAsync("job: failed: attempt 2 of 2 (exit 1 after 0 s)");
    }

    [Fact]
    public async Task The_log_of_transitions_keeps_the_last_ones()
    {
        _stage.Add("forever: true");
        foreach (var _ in Enumerable.Range(1, 30))
        {
            await _stage.Order(TaskOrder.Restart).InTime();
        }

        Assert.Equal(50, _stage.Board.Transitions("job").Count);
        Assert.Equal(_stage["job"].Reason, _stage.Board.Transitions("job")[^1].Reason);
    }

    [Fact]
    public async Task An_exception_in_the_runner_is_retried_by_a_forever_task_and_disturbs_no_other()
    {
        _stage.Add([["forever: true"], ["name: other", "forever: true"]]);
        (await _stage.Runner.AttemptAsync("job")).Throw(new InvalidOperationException("a bug"));
        await _stage.UntilAsync(task => task.State == TaskState.Backoff && task.Reason.Contains("internal error: a bug", StringComparison.Ordinal));
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));

        await _stage.UntilAsync(TaskState.Running);
        Assert.Equal(TaskState.Running, _stage["other"].State);
    }

    [Fact]
    public async Task A_listener_that_throws_disturbs_nobody()
    {
        _stage.Add("name: first");
        await _stage.UntilAsync(TaskState.Running, "first");
        _stage.Board.Changed += _ => throw new InvalidOperationException("a bug of a listener");
        (await _stage.Runner.NextAsync()).End(0);
        await _stage.UntilAsync(TaskState.Succeeded, "first");

        Assert.Equal(OrderOutcome.Done, (await _stage.Order(TaskOrder.Enable, "first").InTime()).Outcome);
        _stage.Log.Lines.Clear();
    }

    [Fact]
    public async Task An_essential_task_that_fails_for_good_fails_the_host()
    {
        _stage.Add("essential: true", "times: 2");
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.UntilAsync(TaskState.Backoff);
        Assert.Null(_stage.Essential);
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));
        (await _stage.Runner.NextAsync()).End(1);

        await Eventually.TrueAsync(() => _stage.Essential == "job", "the failure of the host");
    }

    [Fact]
    public async Task A_thousand_tasks_come_and_go_and_leave_nothing_behind()
    {
        var names = Enumerable.Range(1, 1000).Select(number => $"task-{number}").ToList();
        _stage.Add([.. names.Select(name => new[] { $"name: {name}", "forever: true" })]);
        await Eventually.TrueAsync(() => _stage.Board.Snapshots.All(task => task.State == TaskState.Running), "all running");
        Assert.Equal(0, _stage.Time.Sleepers);

        _stage.Board.Apply(new BoardUpdate(names, [], [], []));
        await Eventually.TrueAsync(() => _stage.Board.Snapshots.Count == 0, "an empty board");
        _stage.Board.Apply(new BoardUpdate([], [], [], []));

        Assert.All(_stage.Runner.Made, attempt => Assert.True(attempt.Control.Stop.IsCancellationRequested));
        Assert.Equal(0, _stage.Time.Sleepers);
        Assert.Empty(_stage.Memory.Kept);
    }
}
