using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>When runs begin: slots, ticks, what overlaps, what was missed, and clocks that leap. It is ten o'clock.</summary>
public sealed class SlotTests : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_cron_task_runs_at_its_slot_and_knows_it()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.UntilAsync(TaskState.Scheduled);
        Assert.Equal(Tasks.Start + (5 * Minute), _stage["job"].NextRun);

        await _stage.PassAsync(5 * Minute);
        var attempt = await _stage.Runner.NextAsync();
        Assert.Equal(Tasks.Start + (5 * Minute), attempt.Order.Slot);
        attempt.End(0);

        await _stage.UntilAsync(TaskState.Scheduled);
        Assert.Equal(Tasks.Start + (10 * Minute), _stage["job"].NextRun);
        Assert.Equal(Tasks.Start + (5 * Minute), _stage.Memory.Kept["job"].LastSlot);
    }

    [Fact]
    public async Task A_slot_may_be_a_second()
    {
        _stage.Add("schedule-cron: */10 * * * * *");
        await _stage.UntilAsync(TaskState.Scheduled);
        foreach (var run in Enumerable.Range(1, 3))
        {
            await _stage.PassAsync(TimeSpan.FromSeconds(10));
            var attempt = await _stage.Runner.NextAsync();
            Assert.Equal(Tasks.Start + TimeSpan.FromSeconds(10 * run), attempt.Order.Slot);
            attempt.End(0);
            await _stage.UntilAsync(TaskState.Scheduled);
        }
    }

    [Fact]
    public async Task A_failed_run_leaves_the_schedule_alone()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.PassAsync(5 * Minute);
        (await _stage.Runner.NextAsync()).End(1);

        await _stage.UntilAsync(task => task is { State: TaskState.Scheduled, FailedRuns: 1, IsFinal: false, LastRunSucceeded: false });
        await _stage.PassAsync(5 * Minute);
        Assert.Equal(Tasks.Start + (10 * Minute), (await _stage.Runner.NextAsync()).Order.Slot);
    }

    [Fact]
    public async Task A_timer_counts_from_the_end_of_one_run_to_the_start_of_the_next()
    {
        _stage.Add("timer: 5m");
        var first = await _stage.Runner.NextAsync();
        await _stage.PassAsync(3 * Minute);
        first.End(0);
        await _stage.UntilAsync(TaskState.Scheduled);
        Assert.Equal(Tasks.Start + (8 * Minute), _stage["job"].NextRun);

        await _stage.PassAsync(4 * Minute);
        Assert.Single(_stage.Runner.Made);
        await _stage.PassAsync(Minute);
        await _stage.Runner.AttemptAsync("job", 2);
    }

    [Fact]
    public async Task A_start_delay_comes_before_the_first_run_alone()
    {
        _stage.Add("timer: 5m", "start-delay: 2m");
        await _stage.UntilAsync(TaskState.Scheduled);
        await _stage.PassAsync(Minute);
        Assert.Empty(_stage.Runner.Made);

        await _stage.PassAsync(Minute);
        (await _stage.Runner.NextAsync()).End(0);
        await _stage.UntilAsync(TaskState.Scheduled);
        Assert.Equal(Tasks.Start + (7 * Minute), _stage["job"].NextRun);
    }

    [Fact]
    public async Task A_forever_task_restarts_after_its_delay_which_never_grows()
    {
        _stage.Add("forever: true", "restart-delay: 10s");
        foreach (var run in Enumerable.Range(1, 12))
        {
            (await _stage.Runner.AttemptAsync("job", run)).End(0);
            await _stage.UntilAsync(task => task.State == TaskState.Scheduled && task.Runs == run);
            await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(10));
        }

        await _stage.UntilAsync(task => task is { State: TaskState.Running, Runs: 13, Restarts: 12 });
        Assert.Null(_stage["job"].NextRun);
    }

    [Fact]
    public async Task An_edit_of_restart_delay_counts_for_a_restart_that_waits()
    {
        _stage.Add("forever: true", "restart-delay: 1h");
        (await _stage.Runner.NextAsync()).End(0);
        await _stage.UntilAsync(TaskState.Scheduled);
        await _stage.PassAsync(TimeSpan.FromSeconds(3));

        _stage.Edit(ChangeKinds.Retry, "forever: true", "restart-delay: 10s");
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(7));
        await _stage.Runner.AttemptAsync("job", 2);
    }

    [Fact]
    public async Task A_slot_that_meets_a_run_is_skipped_and_says_so()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.PassAsync(5 * Minute);
        var first = await _stage.Runner.NextAsync();
        await _stage.PassAsync(5 * Minute);
        await _stage.SaidAsync("job: slot 2026-03-02 10:10 +00:00 skipped: a run is still active");
        first.End(0);

        await _stage.UntilAsync(TaskState.Scheduled);
        Assert.Equal(1, _stage["job"].Runs);
    }

    [Fact]
    public async Task One_slot_waits_for_the_run_with_overlap_queue()
    {
        _stage.Add("schedule-cron: */5 * * * *", "overlap: queue");
        await _stage.PassAsync(5 * Minute);
        var first = await _stage.Runner.NextAsync();
        await _stage.PassAsync(10 * Minute);
        await _stage.SaidAsync("10:15 +00:00 skipped");
        first.End(0);

        var second = await _stage.Runner.NextAsync();
        Assert.Equal(Tasks.Start + (10 * Minute), second.Order.Slot);
        second.End(0);
        await _stage.UntilAsync(task => task is { State: TaskState.Scheduled, Runs: 2 });
    }

    [Fact]
    public async Task A_slot_replaces_the_run_with_overlap_replace()
    {
        _stage.Add("schedule-cron: */5 * * * *", "overlap: replace");
        await _stage.PassAsync(5 * Minute);
        await _stage.Runner.NextAsync();
        await _stage.PassAsync(5 * Minute);

        Assert.Equal(Tasks.Start + (10 * Minute), (await _stage.Runner.NextAsync()).Order.Slot);
        await _stage.UntilAsync(task => task is { State: TaskState.Running, Runs: 2, FailedRuns: 0 });
    }

    [Fact]
    public async Task No_run_follows_the_last_of_max_runs_and_failures_do_not_count()
    {
        _stage.Add("timer: 1m", "max-runs: 2");
        foreach (var code in new[] { 0, 1, 0 })
        {
            (await _stage.Runner.NextAsync()).End(code);
            await _stage.UntilAsync(task => task.State is TaskState.Scheduled or TaskState.Succeeded && task.LastExit?.Reason == new ExitReason.Exited(code));
            await _stage.PassAsync(Minute);
        }

        await _stage.UntilAsync(task => task is { State: TaskState.Succeeded, IsFinal: true, Runs: 3, NextRun: null });
        await _stage.PassAsync(5 * Minute);
        Assert.Equal(3, _stage.Runner.Made.Count);
    }

    [Fact]
    public async Task An_edit_of_the_schedule_never_fires_at_once()
    {
        _stage.Add("schedule-cron: 0 12 * * *");
        await _stage.UntilAsync(TaskState.Scheduled);
        await _stage.PassAsync(90 * Minute);

        _stage.Edit(ChangeKinds.Schedule, "schedule-cron: 0 11 * * *");
        await _stage.UntilAsync(task => task.NextRun == Tasks.Start.AddHours(25));
        _stage.Edit(ChangeKinds.Schedule, "timer: 1m");
        await _stage.UntilAsync(task => task.NextRun == Tasks.Start + (91 * Minute));
        _stage.Edit(ChangeKinds.Schedule, "schedule-cron: 30 11 * * *");
        await _stage.UntilAsync(task => task.NextRun == Tasks.Start.AddHours(25.5));
        Assert.Empty(_stage.Runner.Made);
    }

    [Fact]
    public async Task A_shorter_timer_counts_from_the_end_of_the_last_run()
    {
        _stage.Add("timer: 1h");
        (await _stage.Runner.NextAsync()).End(0);
        await _stage.UntilAsync(TaskState.Scheduled);
        await _stage.PassAsync(2 * Minute);

        _stage.Edit(ChangeKinds.Schedule, "timer: 5m");
        await _stage.UntilAsync(task => task.NextRun == Tasks.Start + (5 * Minute));
        _stage.Edit(ChangeKinds.Schedule, "timer: 1m");
        await _stage.UntilAsync(task => task.NextRun == Tasks.Start + (3 * Minute));
        Assert.Single(_stage.Runner.Made);
    }

    [Fact]
    public async Task An_edit_of_another_key_keeps_the_next_slot()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.PassAsync(TimeSpan.FromSeconds(299));

        _stage.Edit(ChangeKinds.Schedule | ChangeKinds.Restart, "schedule-cron: */5 * * * *", "overlap: queue", "command: false");
        await _stage.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Tasks.Start + (5 * Minute), (await _stage.Runner.NextAsync()).Order.Slot);
    }

    [Fact]
    public async Task A_run_that_goes_on_is_left_alone_when_its_schedule_changes()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.PassAsync(5 * Minute);
        var attempt = await _stage.Runner.NextAsync();
        _stage.Edit(ChangeKinds.Schedule, "timer: 10m");
        await _stage.SettleAsync();
        Assert.Equal(TaskState.Running, _stage["job"].State);
        attempt.End(0);

        await _stage.UntilAsync(task => task.State == TaskState.Scheduled && task.NextRun == Tasks.Start + (15 * Minute));
    }

    [Fact]
    public async Task A_finished_task_that_becomes_a_forever_one_starts_and_a_running_one_is_left_alone()
    {
        _stage.Add("name: done");
        _stage.Add("name: busy");
        (await _stage.Runner.AttemptAsync("done")).End(0);
        await _stage.UntilAsync(TaskState.Succeeded, "done");
        await _stage.UntilAsync(TaskState.Running, "busy");

        _stage.Edit(ChangeKinds.Schedule, "name: done", "forever: true");
        _stage.Edit(ChangeKinds.Schedule, "name: busy", "forever: true");
        await _stage.Runner.AttemptAsync("done", 2);
        await _stage.SettleAsync();
        Assert.Equal(1, _stage.Runner.Count("busy"));
    }

    [Theory]
    [InlineData("missed: skip", 0)]
    [InlineData("missed: once", 1)]
    [InlineData("missed: all", 3)]
    public async Task Slots_that_passed_while_the_host_was_down_are_treated_as_missed_says(string missed, int runs)
    {
        _stage.Memory.Kept["job"] = new RememberedTask(Desire.Run, Tasks.Start - (16 * Minute));
        _stage.Add("schedule-cron: */5 * * * *", missed, "missed-max: 3");
        foreach (var run in Enumerable.Range(1, runs))
        {
            var attempt = await _stage.Runner.NextAsync();
            Assert.Equal(Tasks.Start - (5 * (runs - run) * Minute), attempt.Order.Slot);
            attempt.End(0);
        }

        await _stage.UntilAsync(task => task.State == TaskState.Scheduled && task.Runs == runs);
        Assert.Equal(Tasks.Start, _stage.Memory.Kept["job"].LastSlot);
        Assert.Equal(Tasks.Start + (5 * Minute), _stage["job"].NextRun);
    }

    [Fact]
    public async Task The_first_slot_of_a_new_task_can_be_missed_too()
    {
        _stage.Add("schedule-cron: 0 12 * * *");
        await _stage.UntilAsync(TaskState.Scheduled);
        await using var later = new Stage(_stage.Memory, Tasks.Start.AddHours(3));
        later.Add("schedule-cron: 0 12 * * *", "missed: once");

        Assert.Equal(Tasks.Start.AddHours(2), (await later.Runner.NextAsync()).Order.Slot);
    }

    [Fact]
    public async Task Slots_that_passed_while_the_operator_had_stopped_it_are_not_missed()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.Order(TaskOrder.Stop);
        await _stage.PassAsync(22 * Minute);
        await _stage.Order(TaskOrder.Start);
        await using var next = new Stage(_stage.Memory, Tasks.Start + (23 * Minute));
        next.Add("schedule-cron: */5 * * * *", "missed: all");
        await next.UntilAsync(TaskState.Scheduled);

        Assert.Empty(next.Runner.Made);
    }

    [Fact]
    public async Task A_clock_that_leaps_ahead_misses_slots_and_says_so()
    {
        _stage.Add("schedule-cron: */5 * * * *", "missed: once");
        await _stage.UntilAsync(TaskState.Scheduled);
        _stage.Time.Advance(62 * Minute);

        var attempt = await _stage.Runner.NextAsync();
        Assert.Equal(Tasks.Start + (60 * Minute), attempt.Order.Slot);
        await _stage.SaidAsync("job: 11 slots missed when the clock leapt, the last at 2026-03-02 10:55 +00:00");
        attempt.End(0);
        await _stage.UntilAsync(task => task.State == TaskState.Scheduled && task.NextRun == Tasks.Start + (65 * Minute));
    }

    [Fact]
    public async Task No_slot_runs_twice_when_the_clock_is_set_back_a_little()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.PassAsync(5 * Minute);
        (await _stage.Runner.NextAsync()).End(0);
        await _stage.UntilAsync(TaskState.Scheduled);

        await using var later = new Stage(_stage.Memory, Tasks.Start + (3 * Minute));
        later.Add("schedule-cron: */5 * * * *", "missed: all");
        await later.UntilAsync(task => task.State == TaskState.Scheduled && task.NextRun == Tasks.Start + (10 * Minute));
        Assert.Empty(later.Runner.Made);
    }

    [Fact]
    public void An_earlier_slot_comes_first_when_the_clock_is_set_back_far()
    {
        var policy = Tasks.Policy("schedule-cron: 0 * * * *");
        var (state, _) = Transitions.Next(new Lifecycle(), new LifecycleEvent.Added(), policy, Tasks.After(0));
        var back = new Moment(Tasks.Start.AddHours(-6.5), TimeSpan.FromSeconds(30));
        (state, _) = Transitions.Next(state, new LifecycleEvent.TimePassed(), policy, back);

        Assert.Equal(Tasks.Start.AddHours(-6), state.Next?.ShownAt);
        Assert.Equal("next slot 2026-03-02 04:00 +00:00", state.Reason);
    }
}
