using Bansuri.Host.Supervision;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>A slot that a next host could take for missed is in the state file before its run begins. It is ten o'clock.</summary>
public sealed class SlotSavingTests : IAsyncDisposable
{
    private readonly Stage _stage = new();
    private readonly TaskCompletionSource _write = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task The_run_of_a_slot_begins_when_the_slot_is_written_and_delays_no_other_task()
    {
        _stage.Memory.Disk = _write.Task;
        _stage.Add([["schedule-cron: */5 * * * *", "missed: once"], ["name: skips", "schedule-cron: */5 * * * *"]]);
        await _stage.PassAsync(TimeSpan.FromMinutes(5));
        await _stage.UntilAsync(TaskState.Running, "skips");
        await _stage.UntilAsync(TaskState.Starting);
        Assert.Equal(0, _stage.Runner.Count("job"));
        _write.SetResult();

        Assert.Equal(Tasks.Start.AddMinutes(5), (await _stage.Runner.AttemptAsync("job")).Order.Slot);
        await _stage.UntilAsync(TaskState.Running);
    }

    [Fact]
    public async Task A_disk_that_hangs_holds_the_run_up_for_five_seconds_at_most()
    {
        _stage.Memory.Disk = _write.Task;
        _stage.Add("schedule-cron: */5 * * * *", "missed: all");
        await _stage.PassAsync(TimeSpan.FromMinutes(5));
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(5));

        await _stage.UntilAsync(TaskState.Running);
        await _stage.SaidAsync("job: the state directory does not answer for 5 s: the slot runs without being written down, and would run again if the host were killed now");
    }

    [Fact]
    public async Task A_run_that_waits_for_the_disk_can_be_stopped()
    {
        _stage.Memory.Disk = _write.Task;
        _stage.Add("schedule-cron: */5 * * * *", "missed: all");
        await _stage.PassAsync(TimeSpan.FromMinutes(5));
        await _stage.UntilAsync(TaskState.Starting);
        await _stage.Order(TaskOrder.Stop).InTime();

        await _stage.UntilAsync(TaskState.Stopped);
        Assert.Empty(_stage.Runner.Made);
    }

    [Fact]
    public async Task A_run_that_comes_from_no_slot_waits_for_no_disk()
    {
        _stage.Memory.Disk = _write.Task;
        _stage.Add("schedule-cron: */5 * * * *", "missed: all");
        await _stage.UntilAsync(TaskState.Scheduled);
        var triggered = _stage.Order(TaskOrder.Trigger);

        (await _stage.Runner.NextAsync()).End(0);
        Assert.Equal(OrderOutcome.Done, (await triggered.InTime()).Outcome);
    }
}
