using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Edits of what says when a task runs. It is ten o'clock.</summary>
public sealed class ScheduleEditTests : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

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

    [Fact]
    public async Task An_edit_of_start_delay_counts_for_the_wait_that_it_began()
    {
        _stage.Add("name: shorter", "start-delay: 1h");
        _stage.Add("name: none", "start-delay: 1h");
        _stage.Add("name: longer", "start-delay: 1h");
        await _stage.PassAsync(2 * Minute);

        _stage.Edit(ChangeKinds.StartDelay, "name: shorter", "start-delay: 3m");
        _stage.Edit(ChangeKinds.StartDelay, "name: none");
        _stage.Edit(ChangeKinds.StartDelay, "name: longer", "start-delay: 2h");
        await _stage.Runner.AttemptAsync("none");
        Assert.Equal("starts after its start-delay of 3 min", _stage["shorter"].Reason);
        await _stage.PassAsync(Minute);
        await _stage.Runner.AttemptAsync("shorter");
        await _stage.PassAsync(60 * Minute);
        Assert.Equal(0, _stage.Runner.Count("longer"));
    }

    [Fact]
    public async Task An_edit_of_max_runs_lets_go_on_what_had_reached_it_and_begins_nothing_that_has_failed()
    {
        _stage.Add("name: worn", "forever: true", "max-runs: 1");
        _stage.Add("name: failed", "forever: true", "on-fail: stop");
        (await _stage.Runner.AttemptAsync("worn")).End(0);
        (await _stage.Runner.AttemptAsync("failed")).End(1);
        await _stage.UntilAsync(TaskState.Succeeded, "worn");
        await _stage.UntilAsync(TaskState.Failed, "failed");

        _stage.Edit(ChangeKinds.MaxRuns, "name: failed", "forever: true", "on-fail: stop", "max-runs: 5");
        _stage.Edit(ChangeKinds.MaxRuns, "name: worn", "forever: true", "max-runs: 2");
        await _stage.Runner.AttemptAsync("worn", 2);
        await _stage.SettleAsync();
        Assert.Equal(TaskState.Failed, _stage["failed"].State);
    }
}
