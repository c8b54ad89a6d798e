using Bansuri.Host.Supervision;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>What a next host knows of the runs of the one before.</summary>
public sealed class NextHostTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Successful_runs_count_toward_max_runs_over_all_hosts()
    {
        _stage.Add("timer: 5s", "max-runs: 2");
        (await _stage.Runner.NextAsync()).End(0);
        await _stage.UntilAsync(TaskState.Scheduled);

        await using (var second = new Stage(_stage.Memory))
        {
            second.Add("timer: 5s", "max-runs: 2");
            (await second.Runner.NextAsync()).End(0);
            await second.UntilAsync(TaskState.Succeeded);
        }

        await using var third = new Stage(_stage.Memory);
        third.Add("timer: 5s", "max-runs: 2");
        await third.UntilAsync(task => task is { State: TaskState.Succeeded, Reason: "2 successful runs, max-runs is 2", Runs: 0, NextRun: null });
        Assert.Empty(third.Runner.Made);
    }

    [Fact]
    public async Task A_failed_run_does_not_count_toward_max_runs()
    {
        _stage.Add("timer: 5s", "max-runs: 1");
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.UntilAsync(TaskState.Scheduled);

        await using var next = new Stage(_stage.Memory);
        next.Add("timer: 5s", "max-runs: 1");
        await next.UntilAsync(TaskState.Running);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_task_that_ran_once_does_not_run_again_where_its_end_still_counts(int code)
    {
        var state = code == 0 ? TaskState.Succeeded : TaskState.Failed;
        _stage.Runner.Quick["job"] = code;
        _stage.Add();
        await _stage.UntilAsync(state);

        await using var next = new Stage(_stage.Memory);
        next.Add([["command: true"], ["name: after", "depends-on: [job]"], ["name: started", "depends-on: [{task: job, condition: started}]"]]);
        await next.UntilAsync(state);
        await next.UntilAsync(state == TaskState.Succeeded ? TaskState.Running : TaskState.Failed, "after");
        await next.UntilAsync(state == TaskState.Succeeded ? TaskState.Running : TaskState.Failed, "started");
        Assert.Equal("ended before the job was requeued", next["job"].Reason);
        Assert.Equal(0, next.Runner.Count("job"));
    }

    [Theory]
    [InlineData("command: edited")]
    [InlineData("timer: 5s")]
    [InlineData("schedule-cron: @reboot")]
    [InlineData("forever: true")]
    public async Task A_task_that_is_another_one_now_runs_all_the_same(string edit)
    {
        _stage.Runner.Quick["job"] = 0;
        _stage.Add();
        await _stage.UntilAsync(TaskState.Succeeded);

        await using var next = new Stage(_stage.Memory);
        next.Add(edit);
        await next.UntilAsync(TaskState.Running);
    }

    [Fact]
    public async Task What_was_stopped_has_not_ended()
    {
        _stage.Add();
        await _stage.UntilAsync(TaskState.Running);
        await _stage.Board.ShutDownAsync();

        Assert.Null(_stage.Memory.Kept["job"].Once);
    }
}
