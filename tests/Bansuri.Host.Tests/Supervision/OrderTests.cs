using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>What operators order, when the order has been carried out, and what becomes of it.</summary>
public sealed class OrderTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Stop_returns_when_nothing_of_the_task_is_left_and_holds_over_restarts_of_the_host()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Add("forever: true");
        var attempt = await _stage.Runner.NextAsync();
        var stop = _stage.Order(TaskOrder.Stop);
        await _stage.UntilAsync(TaskState.Stopping);
        Assert.False(stop.IsCompleted);
        attempt.End(new ExitReason.Stopped());

        var result = await stop.InTime();
        Assert.Equal((OrderOutcome.Done, TaskState.Stopped), (result.Outcome, result.Task.State));
        Assert.Equal(0, result.Task.FailedRuns);
        await using var next = new Stage(_stage.Memory);
        next.Add("forever: true");
        await next.UntilAsync(TaskState.Stopped);
        Assert.Empty(next.Runner.Made);
    }

    [Fact]
    public async Task A_stopped_task_stays_stopped_over_edits()
    {
        _stage.Add("forever: true");
        await _stage.Order(TaskOrder.Stop).InTime();
        var before = _stage.Runner.Made.Count;
        _stage.Edit(ChangeKinds.Restart | ChangeKinds.Schedule | ChangeKinds.Retry, "timer: 1m", "command: false");
        await _stage.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(TaskState.Stopped, _stage["job"].State);
        Assert.Equal(before, _stage.Runner.Made.Count);
    }

    [Fact]
    public async Task Start_begins_as_last_edited()
    {
        _stage.Add("forever: true");
        await _stage.Order(TaskOrder.Stop).InTime();
        _stage.Edit(ChangeKinds.Restart, "forever: true", "command: false");
        var result = await _stage.Order(TaskOrder.Start).InTime();

        Assert.Equal((OrderOutcome.Done, TaskState.Running), (result.Outcome, result.Task.State));
        Assert.Equal("false", _stage.Runner.Made.Last().Order.Config.Identification.Command?.ToString());
    }

    [Fact]
    public async Task Start_waits_for_the_end_of_a_task_that_ends()
    {
        _stage.Add();
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.UntilAsync(TaskState.Failed);
        var start = _stage.Order(TaskOrder.Start);
        var attempt = await _stage.Runner.NextAsync();
        Assert.False(start.IsCompleted);
        attempt.End(0);

        Assert.Equal(OrderOutcome.Done, (await start.InTime()).Outcome);
        Assert.Equal(TaskState.Succeeded, _stage["job"].State);
    }

    [Fact]
    public async Task Start_of_a_task_that_fails_says_so()
    {
        _stage.Runner.Quick["job"] = 1;
        _stage.Add();
        await _stage.UntilAsync(TaskState.Failed);

        var result = await _stage.Order(TaskOrder.Start).InTime();
        Assert.Equal((OrderOutcome.Failed, "exit 1 after 0 s"), (result.Outcome, result.Message));
    }

    [Fact]
    public async Task Start_with_a_probe_returns_when_it_has_passed()
    {
        _stage.Add("forever: true", "enabled: false", "ready: {tcp: localhost:5432}");
        await _stage.UntilAsync(TaskState.Stopped);
        var start = _stage.Order(TaskOrder.Enable);
        var attempt = await _stage.Runner.NextAsync();
        await _stage.UntilAsync(TaskState.Running);
        await _stage.SettleAsync();
        Assert.False(start.IsCompleted);
        attempt.Control.Ready();

        Assert.Equal((OrderOutcome.Done, TaskState.Ready), ((await start.InTime()).Outcome, _stage["job"].State));
    }

    [Fact]
    public async Task Start_frees_a_held_task_at_once()
    {
        _stage.Runner.Quick["job"] = 1;
        _stage.Add("forever: true", "backoff: constant");
        foreach (var _ in Enumerable.Range(1, 9))
        {
            await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));
        }

        await _stage.UntilAsync(TaskState.Held);
        Assert.Contains("crash loop, 10 failures in a row: attempt 10 failed", _stage["job"].Reason, StringComparison.Ordinal);
        _stage.Runner.Quick.Clear();

        Assert.Equal(OrderOutcome.Done, (await _stage.Order(TaskOrder.Start).InTime()).Outcome);
        await _stage.UntilAsync(task => task is { State: TaskState.Running, Attempt: 1, FailedRuns: 0 });
    }

    [Fact]
    public async Task Stop_and_start_of_a_cron_task_suspend_and_resume_its_schedule()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.Order(TaskOrder.Stop).InTime();
        await _stage.PassAsync(TimeSpan.FromMinutes(6));
        Assert.Empty(_stage.Runner.Made);

        var result = await _stage.Order(TaskOrder.Start).InTime();
        Assert.Equal((OrderOutcome.Done, TaskState.Scheduled), (result.Outcome, result.Task.State));
        Assert.Equal(Tasks.Start.AddMinutes(10), result.Task.NextRun);
    }

    [Fact]
    public async Task Start_of_a_schedule_whose_last_run_failed_is_done_all_the_same()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.PassAsync(TimeSpan.FromMinutes(5));
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.UntilAsync(TaskState.Scheduled);

        Assert.Equal(OrderOutcome.Done, (await _stage.Order(TaskOrder.Start).InTime()).Outcome);
    }

    [Fact]
    public async Task Restart_of_a_cron_run_is_a_stop_and_goes_on_with_the_next_slot()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.PassAsync(TimeSpan.FromMinutes(5));
        await _stage.UntilAsync(TaskState.Running);

        Assert.Equal(OrderOutcome.Done, (await _stage.Order(TaskOrder.Restart).InTime()).Outcome);
        await _stage.UntilAsync(task => task is { State: TaskState.Scheduled, Runs: 1 });
    }

    [Fact]
    public async Task Restart_waits_for_the_new_run()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Add("forever: true");
        var first = await _stage.Runner.NextAsync();
        var restart = _stage.Order(TaskOrder.Restart);
        await _stage.UntilAsync(TaskState.Stopping);
        Assert.False(restart.IsCompleted);
        first.End(new ExitReason.Stopped());

        var result = await restart.InTime();
        Assert.Equal((OrderOutcome.Done, 2, 0), (result.Outcome, result.Task.Runs, result.Task.Restarts));
    }

    [Fact]
    public async Task Trigger_is_one_run_now_takes_no_slot_and_waits_for_its_end()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.UntilAsync(TaskState.Scheduled);
        var trigger = _stage.Order(TaskOrder.Trigger);
        var attempt = await _stage.Runner.NextAsync();
        Assert.Null(attempt.Order.Slot);
        Assert.False(trigger.IsCompleted);
        var second = await _stage.Order(TaskOrder.Trigger).InTime();
        Assert.Equal((OrderOutcome.Refused, "a run is active already"), (second.Outcome, second.Message));
        attempt.End(3);

        Assert.Equal(OrderOutcome.Failed, (await trigger.InTime()).Outcome);
        await _stage.UntilAsync(task => task.State == TaskState.Scheduled && task.NextRun == Tasks.Start.AddMinutes(5));
    }

    [Fact]
    public async Task Trigger_of_a_stopped_task_leaves_it_stopped()
    {
        _stage.Add("forever: true");
        await _stage.Order(TaskOrder.Stop).InTime();
        var trigger = await _stage.Order(TaskOrder.Trigger).InTime();
        Assert.Equal((OrderOutcome.Done, TaskState.Running), (trigger.Outcome, trigger.Task.State));
        _stage.Runner.Made.Last().End(0);

        await _stage.UntilAsync(task => task is { State: TaskState.Stopped, IsFinal: true });
    }

    [Fact]
    public async Task Disable_is_shown_and_ends_with_enable()
    {
        _stage.Add("forever: true");
        await _stage.UntilAsync(TaskState.Running);
        Assert.False((await _stage.Order(TaskOrder.Disable).InTime()).Task.Enabled);
        Assert.Equal(Desire.Disabled, _stage.Memory.Kept["job"].Desire);
        Assert.Equal("disabled", (await _stage.Order(TaskOrder.Stop).InTime()).Task.Reason);
        foreach (var order in new[] { TaskOrder.Start, TaskOrder.Restart, TaskOrder.Trigger })
        {
            Assert.Equal("it is disabled: enable it first", (await _stage.Order(order).InTime()).Message);
        }

        var result = await _stage.Order(TaskOrder.Enable).InTime();
        Assert.Equal((OrderOutcome.Done, TaskState.Running, true), (result.Outcome, result.Task.State, result.Task.Enabled));
        Assert.Equal(Desire.Run, _stage.Memory.Kept["job"].Desire);
    }

    [Fact]
    public async Task Enable_of_what_is_not_disabled_returns_at_once()
    {
        _stage.Add();
        (await _stage.Runner.NextAsync()).End(0);
        await _stage.UntilAsync(TaskState.Succeeded);
        Assert.Equal(OrderOutcome.Done, (await _stage.Order(TaskOrder.Enable).InTime()).Outcome);

        await _stage.Order(TaskOrder.Stop).InTime();
        Assert.Equal(OrderOutcome.Refused, (await _stage.Order(TaskOrder.Enable).InTime()).Outcome);
    }
}
