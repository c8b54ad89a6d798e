using Bansuri.Host.Supervision;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>The end of the host.</summary>
public sealed class ShutdownTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Who_depends_on_a_task_is_stopped_before_it_and_the_rest_at_once()
    {
        _stage.Runner.Deaf.UnionWith(["db", "web", "proxy", "other"]);
        _stage.Add([
            ["name: db", "forever: true"],
            ["name: web", "forever: true", "depends-on: [db]"],
            ["name: proxy", "forever: true", "depends-on: [web]"],
            ["name: other", "forever: true"]]);
        await _stage.UntilAsync(TaskState.Running, "proxy");
        await _stage.UntilAsync(TaskState.Running, "other");

        var shutdown = _stage.Board.ShutDownAsync();
        await _stage.UntilAsync(TaskState.Stopping, "other");
        foreach (var name in new[] { "proxy", "web", "db" })
        {
            await _stage.UntilAsync(TaskState.Stopping, name);
            Assert.All(_stage.Board.Snapshots.TakeWhile(task => task.Name != name), task => Assert.Equal(TaskState.Running, task.State));
            Assert.False(shutdown.IsCompleted);
            (await _stage.Runner.AttemptAsync(name)).End(new ExitReason.Stopped());
        }

        (await _stage.Runner.AttemptAsync("other")).End(new ExitReason.Stopped());
        await shutdown.InTime();
        Assert.All(_stage.Board.Snapshots, task => Assert.Equal((TaskState.Stopped, 0), (task.State, task.FailedRuns)));
    }

    [Fact]
    public async Task Nothing_is_waited_out()
    {
        _stage.Runner.Quick["failing"] = 1;
        _stage.Add([
            ["name: failing", "forever: true", "restart-delay: 1h", "restart-delay-max: 1h"],
            ["name: waiting", "depends-on: [failing]"],
            ["name: cron", "schedule-cron: 0 3 * * *"],
            ["name: timer", "timer: 5m", "start-delay: 1h"],
            ["name: done"]]);
        (await _stage.Runner.AttemptAsync("done")).End(0);
        await _stage.UntilAsync(TaskState.Backoff, "failing");
        await _stage.UntilAsync(TaskState.Succeeded, "done");
        await _stage.UntilAsync(TaskState.Scheduled, "timer");

        await _stage.Board.ShutDownAsync().InTime();
        Assert.Equal(
            ["failing Stopped", "waiting Stopped", "cron Stopped", "timer Stopped", "done Succeeded"],
            _stage.Board.Snapshots.Select(task => $"{task.Name} {task.State}"));
    }

    [Fact]
    public async Task A_slot_that_comes_during_the_shutdown_rings_nobody()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Add("schedule-cron: */5 * * * *");
        await _stage.PassAsync(TimeSpan.FromMinutes(5));
        await _stage.UntilAsync(TaskState.Running);
        var shutdown = _stage.Board.ShutDownAsync();
        await _stage.UntilAsync(TaskState.Stopping);
        await _stage.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(0, _stage.Time.Sleepers);
        (await _stage.Runner.NextAsync()).End(new ExitReason.Stopped());
        await shutdown.InTime();
    }

    [Fact]
    public async Task Hurry_ends_what_is_deaf()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Add("forever: true");
        await _stage.UntilAsync(TaskState.Running);
        var shutdown = _stage.Board.ShutDownAsync();
        await _stage.UntilAsync(TaskState.Stopping);
        _stage.Board.Hurry(TimeSpan.FromSeconds(1));
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));

        await shutdown.InTime();
    }

    [Fact]
    public async Task Orders_are_refused_and_updates_ignored_from_then_on()
    {
        _stage.Add("forever: true");
        await _stage.UntilAsync(TaskState.Running);
        await _stage.Board.ShutDownAsync().InTime();

        Assert.Equal((OrderOutcome.Refused, "the host is shutting down"), ((await _stage.Order(TaskOrder.Start)).Outcome, (await _stage.Order(TaskOrder.Start)).Message));
        _stage.Add("name: late");
        Assert.Null(_stage.Board.Find("late"));
    }

    [Fact]
    public async Task An_order_that_waits_is_told()
    {
        _stage.Add();
        await _stage.UntilAsync(TaskState.Running);
        var start = _stage.Order(TaskOrder.Start);
        await _stage.Board.ShutDownAsync().InTime();

        Assert.Equal((OrderOutcome.Failed, "not carried out: the host shuts down"), ((await start.InTime()).Outcome, (await start).Message));
    }

    [Fact]
    public async Task A_shutdown_forgets_no_wish_of_the_operator()
    {
        _stage.Add([["name: stopped", "schedule-cron: */5 * * * *"], ["name: wanted", "schedule-cron: */5 * * * *"]]);
        await _stage.Order(TaskOrder.Stop, "stopped");
        await _stage.UntilAsync(TaskState.Scheduled, "wanted");
        await _stage.Board.ShutDownAsync().InTime();

        await using var next = new Stage(_stage.Memory);
        next.Add([["name: stopped", "schedule-cron: */5 * * * *"], ["name: wanted", "schedule-cron: */5 * * * *"]]);
        await next.UntilAsync(TaskState.Stopped, "stopped");
        await next.UntilAsync(TaskState.Scheduled, "wanted");
    }
}
