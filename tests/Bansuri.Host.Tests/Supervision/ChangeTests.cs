using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>What an edit of a restart-class key, of <c>enabled</c>, or a new plugin does to a task.</summary>
public sealed class ChangeTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_forever_task_restarts_as_edited()
    {
        _stage.Add("forever: true");
        await _stage.UntilAsync(TaskState.Running);
        _stage.Edit(ChangeKinds.Restart, "forever: true", "command: edited");

        Assert.Equal("edited", Command(await _stage.Runner.AttemptAsync("job", 2)));
        await _stage.UntilAsync(task => task is { State: TaskState.Running, FailedRuns: 0, Restarts: 0, Reason: "the configuration changed" });
    }

    [Fact]
    public async Task A_scheduled_task_runs_as_edited_from_its_next_slot()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.PassAsync(TimeSpan.FromMinutes(5));
        var first = await _stage.Runner.NextAsync();
        _stage.Edit(ChangeKinds.Restart, "schedule-cron: */5 * * * *", "command: edited");
        await _stage.SettleAsync();
        first.End(0);
        await _stage.UntilAsync(TaskState.Scheduled);
        Assert.Single(_stage.Runner.Made);

        await _stage.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("edited", Command(await _stage.Runner.AttemptAsync("job", 2)));
    }

    [Fact]
    public async Task A_running_once_task_finishes_as_it_was_and_then_runs_once_as_edited()
    {
        _stage.Add();
        var first = await _stage.Runner.NextAsync();
        _stage.Edit(ChangeKinds.Restart, "command: edited");
        await _stage.SettleAsync();
        Assert.False(first.Control.Stop.IsCancellationRequested);
        first.End(1);

        var second = await _stage.Runner.AttemptAsync("job", 2);
        Assert.Equal("edited", Command(second));
        second.End(0);
        await _stage.UntilAsync(task => task is { State: TaskState.Succeeded, Runs: 2 });
    }

    [Fact]
    public async Task A_finished_once_task_runs_again_as_edited()
    {
        _stage.Add();
        (await _stage.Runner.NextAsync()).End(0);
        await _stage.UntilAsync(TaskState.Succeeded);
        _stage.Edit(ChangeKinds.Restart, "command: edited");

        Assert.Equal("edited", Command(await _stage.Runner.AttemptAsync("job", 2)));
    }

    [Fact]
    public async Task A_wait_for_the_next_attempt_ends_and_a_fresh_run_begins_as_edited()
    {
        _stage.Runner.Quick["job"] = 1;
        _stage.Add("times: 3", "restart-delay: 1h");
        await _stage.UntilAsync(TaskState.Backoff);
        _stage.Runner.Quick.Clear();
        _stage.Edit(ChangeKinds.Restart, "times: 3", "restart-delay: 1h", "command: edited");

        var second = await _stage.Runner.AttemptAsync("job", 2);
        Assert.Equal(("edited", 1), (Command(second), second.Order.Attempt));
    }

    [Fact]
    public async Task On_change_restart_restarts_a_once_task_too()
    {
        _stage.Add();
        await _stage.UntilAsync(TaskState.Running);
        _stage.Edit(ChangeKinds.Restart, "on-change: restart", "command: edited");

        Assert.Equal("edited", Command(await _stage.Runner.AttemptAsync("job", 2)));
    }

    [Fact]
    public async Task On_change_next_run_leaves_a_forever_task_alone_until_it_restarts()
    {
        _stage.Add("forever: true");
        var first = await _stage.Runner.NextAsync();
        _stage.Edit(ChangeKinds.Restart, "forever: true", "on-change: next-run", "command: edited");
        await _stage.SettleAsync();
        Assert.False(first.Control.Stop.IsCancellationRequested);
        first.End(0);

        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("edited", Command(await _stage.Runner.AttemptAsync("job", 2)));
    }

    [Theory]
    [InlineData("priority: 7", 1)]
    [InlineData("cpus: 0", 1)]
    [InlineData("open-files: 100", 0)]
    public async Task An_edit_of_priority_or_cpus_reaches_what_runs(string edit, int adjustments)
    {
        _stage.Add("times: 3");
        var attempt = await _stage.Runner.NextAsync();
        var processes = new FakeProcesses();
        attempt.Control.Accept(processes);
        _stage.Edit(ChangeKinds.None, "times: 3", edit);
        await _stage.SettleAsync();

        Assert.Equal(adjustments, processes.Adjustments);
    }

    [Fact]
    public async Task On_change_signal_sends_it_and_keeps_the_process()
    {
        _stage.Add("forever: true");
        var first = await _stage.Runner.NextAsync();
        var processes = new FakeProcesses();
        first.Control.Accept(processes);
        _stage.Edit(ChangeKinds.Restart, "forever: true", "on-change: signal:HUP", "command: edited");
        await _stage.SaidAsync("SIGHUP");

        Assert.Equal([1], processes.Signals);
        Assert.Equal(1, _stage["job"].Runs);
    }

    [Fact]
    public async Task On_change_manual_holds_the_edit_back_over_restarts_and_further_edits_until_the_operator_comes()
    {
        _stage.Add("forever: true", "command: written");
        var first = await _stage.Runner.NextAsync();
        _stage.Edit(ChangeKinds.Restart, "forever: true", "on-change: manual", "command: edited");
        _stage.Edit(ChangeKinds.None, "forever: true", "on-change: manual", "command: edited", "grace-period: 5s");
        await _stage.SettleAsync();
        first.End(0);
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("written", Command(await _stage.Runner.AttemptAsync("job", 2)));

        await _stage.Order(TaskOrder.Restart);
        Assert.Equal("edited", Command(await _stage.Runner.AttemptAsync("job", 3)));
    }

    [Fact]
    public async Task An_edit_that_begins_a_run_begins_it_as_edited()
    {
        _stage.Add();
        (await _stage.Runner.NextAsync()).End(0);
        await _stage.UntilAsync(TaskState.Succeeded);
        _stage.Edit(ChangeKinds.Restart | ChangeKinds.Schedule, "forever: true", "command: edited");

        Assert.Equal("edited", Command(await _stage.Runner.AttemptAsync("job", 2)));
        await _stage.SettleAsync();
        Assert.Equal(2, _stage["job"].Runs);
    }

    [Fact]
    public async Task Enabled_false_stops_and_true_starts_and_neither_outlives_the_configuration()
    {
        _stage.Add("forever: true");
        await _stage.UntilAsync(TaskState.Running);
        _stage.Edit(ChangeKinds.Enabled, "forever: true", "enabled: false");
        await _stage.UntilAsync(task => task is { State: TaskState.Stopped, Enabled: false, Reason: "disabled" });
        await using (var next = new Stage(_stage.Memory))
        {
            next.Add("forever: true");
            await next.UntilAsync(TaskState.Running);
        }

        _stage.Edit(ChangeKinds.Enabled, "forever: true");
        await _stage.UntilAsync(task => task is { State: TaskState.Running, Enabled: true, Runs: 2, Reason: "enabled by the configuration" });
    }

    [Theory]
    [InlineData(nameof(TaskOrder.Stop), true, "stopped by the operator")]
    [InlineData(nameof(TaskOrder.Disable), false, "disabled")]
    public async Task What_the_operator_has_stopped_no_edit_of_enabled_starts(string order, bool isEnabled, string reason)
    {
        _stage.Add("forever: true");
        await _stage.UntilAsync(TaskState.Running);
        await _stage.Order(Enum.Parse<TaskOrder>(order)).InTime();
        _stage.Edit(ChangeKinds.Enabled, "forever: true", "enabled: false");
        await _stage.UntilAsync(task => task is { State: TaskState.Stopped, Enabled: false, Reason: "disabled", IsHeldByOperator: true });

        _stage.Edit(ChangeKinds.Enabled, "forever: true");

        await _stage.UntilAsync(task => task.State == TaskState.Stopped && task.Enabled == isEnabled && task.Reason == reason);
        await _stage.SettleAsync();
        Assert.Equal(1, _stage["job"].Runs);
        await using var next = new Stage(_stage.Memory);
        next.Add("forever: true");
        await next.UntilAsync(task => task.State == TaskState.Stopped && task.Reason == reason);
    }

    [Fact]
    public async Task A_stop_of_a_disabled_task_counts_when_the_configuration_enables_it()
    {
        _stage.Add("forever: true", "enabled: false");
        await _stage.UntilAsync(TaskState.Stopped);
        await _stage.Order(TaskOrder.Stop).InTime();
        await using (var next = new Stage(_stage.Memory))
        {
            next.Add("forever: true");
            await next.UntilAsync(task => task is { State: TaskState.Stopped, Reason: "stopped by the operator" });
        }

        _stage.Edit(ChangeKinds.Enabled, "forever: true");
        await _stage.UntilAsync(task => task is { State: TaskState.Stopped, Reason: "stopped by the operator", Enabled: true });
        await _stage.Order(TaskOrder.Start).InTime();
        await _stage.UntilAsync(TaskState.Running);
    }

    [Fact]
    public async Task Enabled_true_while_it_still_stops_starts_it_after_that_and_says_who_did_it()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Add("forever: true");
        var attempt = await _stage.Runner.NextAsync();
        _stage.Edit(ChangeKinds.Enabled, "forever: true", "enabled: false");
        await _stage.UntilAsync(TaskState.Stopping);
        _stage.Edit(ChangeKinds.Enabled, "forever: true");
        await _stage.UntilAsync(task => task is { State: TaskState.Stopping, Reason: "enabled by the configuration" });
        attempt.End(new ExitReason.Stopped());

        await _stage.UntilAsync(task => task is { State: TaskState.Running, Runs: 2, Reason: "enabled by the configuration" });
    }

    [Fact]
    public async Task An_edit_of_a_live_key_keeps_the_run()
    {
        _stage.Add("times: 3", "grace-period: 100s");
        var attempt = await _stage.Runner.NextAsync();
        _stage.Edit(ChangeKinds.Retry, "times: 5", "grace-period: 7s");
        await _stage.UntilAsync(task => task.Times == 5);

        Assert.Equal(1, _stage["job"].Runs);
        Assert.Equal(TimeSpan.FromSeconds(7), attempt.Order.Live().FailureControl.GracePeriod);
        Assert.Equal(TimeSpan.FromSeconds(100), attempt.Order.Config.FailureControl.GracePeriod);
    }

    [Fact]
    public async Task A_new_plugin_restarts_forever_tasks_and_runs_nothing_again_that_has_finished()
    {
        _stage.Add([["name: done"], ["name: daemon", "forever: true"], ["name: broken", "forever: true", "on-fail: stop"]]);
        (await _stage.Runner.AttemptAsync("done")).End(0);
        (await _stage.Runner.AttemptAsync("broken")).End(1);
        await _stage.UntilAsync(TaskState.Succeeded, "done");
        await _stage.UntilAsync(TaskState.Failed, "broken");
        await _stage.UntilAsync(TaskState.Running, "daemon");
        _stage.Edit(ChangeKinds.Plugin, "name: done");
        _stage.Edit(ChangeKinds.Plugin, "name: broken", "forever: true", "on-fail: stop");
        _stage.Edit(ChangeKinds.Plugin, "name: daemon", "forever: true");

        await _stage.Runner.AttemptAsync("daemon", 2);
        await _stage.SettleAsync();
        Assert.Equal((1, 1), (_stage.Runner.Count("done"), _stage.Runner.Count("broken")));
    }

    private static string? Command(FakeAttempt attempt) => attempt.Order.Config.Identification.Command?.ToString();
}
