using Bansuri.Host.Supervision;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>When runs begin: slots, ticks, restarts, and what overlaps. It is ten o'clock.</summary>
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
}
