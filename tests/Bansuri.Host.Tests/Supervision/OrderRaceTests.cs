using Bansuri.Host.Supervision;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Orders that come in each other's way.</summary>
public sealed class OrderRaceTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_triggered_run_that_is_stopped_was_not_carried_out()
    {
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.UntilAsync(TaskState.Scheduled);
        var trigger = _stage.Order(TaskOrder.Trigger);
        await _stage.UntilAsync(TaskState.Running);

        Assert.Equal(OrderOutcome.Done, (await _stage.Order(TaskOrder.Stop).InTime()).Outcome);
        Assert.Equal(OrderOutcome.Failed, (await trigger.InTime()).Outcome);
    }

    [Fact]
    public async Task Two_stops_and_a_start_all_come_to_their_end()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Add("forever: true");
        var first = await _stage.Runner.NextAsync();
        var stop = _stage.Order(TaskOrder.Stop);
        var stopAgain = _stage.Order(TaskOrder.Stop);
        var start = _stage.Order(TaskOrder.Start);
        await _stage.UntilAsync(TaskState.Stopping);
        first.End(new ExitReason.Stopped());

        Assert.Equal(OrderOutcome.Done, (await stop.InTime()).Outcome);
        Assert.Equal(OrderOutcome.Done, (await stopAgain.InTime()).Outcome);
        Assert.Equal(OrderOutcome.Done, (await start.InTime()).Outcome);
        await _stage.UntilAsync(task => task is { State: TaskState.Running, Runs: 2 });
    }

    [Fact]
    public async Task A_stop_during_the_start_ends_the_start()
    {
        _stage.Runner.Slow.Add("job");
        _stage.Add("forever: true");
        await _stage.Order(TaskOrder.Stop).InTime();
        var start = _stage.Order(TaskOrder.Start);
        await _stage.UntilAsync(TaskState.Starting);

        Assert.Equal(OrderOutcome.Done, (await _stage.Order(TaskOrder.Stop).InTime()).Outcome);
        Assert.Equal(OrderOutcome.Failed, (await start.InTime()).Outcome);
        Assert.Equal(TaskState.Stopped, _stage["job"].State);
    }

    [Fact]
    public async Task A_stop_during_backoff_is_immediate_and_no_failure()
    {
        _stage.Runner.Quick["job"] = 1;
        _stage.Add("times: 5", "restart-delay: 1h");
        await _stage.UntilAsync(TaskState.Backoff);
        await _stage.Order(TaskOrder.Stop).InTime();

        Assert.Equal((TaskState.Stopped, 0), (_stage["job"].State, _stage["job"].FailedRuns));
    }

    [Fact]
    public async Task A_stop_while_it_waits_for_a_dependency_ends_both_orders()
    {
        _stage.Add([["name: db", "enabled: false", "forever: true"], ["depends-on: [db]"]]);
        await _stage.UntilAsync(TaskState.Waiting);
        var start = _stage.Order(TaskOrder.Start);

        Assert.Equal(OrderOutcome.Done, (await _stage.Order(TaskOrder.Stop).InTime()).Outcome);
        Assert.Equal(OrderOutcome.Failed, (await start.InTime()).Outcome);
        Assert.Equal(TaskState.Stopped, _stage["job"].State);
    }

    [Fact]
    public async Task Orders_end_when_the_task_is_removed()
    {
        _stage.Runner.Slow.Add("job");
        _stage.Runner.Deaf.Add("job");
        _stage.Add("forever: true");
        var attempt = await _stage.Runner.NextAsync();
        var start = _stage.Order(TaskOrder.Start);
        _stage.Remove("job");

        Assert.Equal(OrderOutcome.Failed, (await start.InTime()).Outcome);
        Assert.Equal("it is being removed", (await _stage.Order(TaskOrder.Stop).InTime()).Message);
        attempt.End(new ExitReason.Stopped());
        await Eventually.TrueAsync(() => _stage.Board.Snapshots.Count == 0, "an empty board");
    }
}
