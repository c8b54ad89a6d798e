using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Slots that passed while nobody looked, and clocks that are set. It is ten o'clock.</summary>
public sealed class MissedSlotTests : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

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
