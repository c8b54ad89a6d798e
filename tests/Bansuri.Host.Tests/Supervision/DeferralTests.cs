using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Tasks that would not end before the allocation does.</summary>
public sealed class DeferralTests : IAsyncDisposable
{
    private static readonly Gate TooShort = new("needs 20m, and the allocation ends at ten") { IsDeferral = true };

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_task_that_needs_more_than_is_left_is_deferred_and_starts_when_there_is_more()
    {
        _stage.Fits = _ => TooShort;
        _stage.Add("needs: 20m");
        await _stage.UntilAsync(TaskState.Deferred);
        Assert.Equal(TooShort.Reason, _stage["job"].Reason);
        await _stage.SaidAsync("job: deferred: needs 20m, and the allocation ends at ten");

        _stage.Fits = _ => Gate.Open;
        _stage.Board.TurnGates();

        await _stage.UntilAsync(TaskState.Running);
    }

    [Fact]
    public async Task Time_alone_closes_the_gate_for_the_next_slot()
    {
        _stage.Add("timer: 5m");
        (await _stage.Runner.NextAsync()).End(0);
        await _stage.UntilAsync(TaskState.Scheduled);

        _stage.Fits = _ => TooShort;
        await _stage.PassAsync(TimeSpan.FromMinutes(6));

        await _stage.UntilAsync(TaskState.Deferred);
        Assert.Equal(1, _stage.Runner.Count("job"));
    }

    [Fact]
    public async Task A_retry_that_does_not_fit_burns_no_attempt_and_the_run_begins_anew_when_it_does()
    {
        _stage.Add("times: 2", "on-fail: restart", "restart-delay: 10s");
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.UntilAsync(TaskState.Backoff);

        _stage.Fits = _ => TooShort;
        await _stage.PassAsync(TimeSpan.FromSeconds(11));
        await _stage.UntilAsync(TaskState.Deferred);
        Assert.Equal((1, 0), (_stage.Runner.Count("job"), _stage["job"].FailedRuns));

        _stage.Fits = _ => Gate.Open;
        _stage.Board.TurnGates();
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.UntilAsync(task => task is { State: TaskState.Backoff, Attempt: 1 });
    }

    [Fact]
    public async Task A_task_that_ends_of_the_signal_that_the_host_gets_too_has_not_failed()
    {
        _stage.Hesitation = TimeSpan.FromMilliseconds(300);
        _stage.Add("times: 3", "on-fail: restart");
        (await _stage.Runner.NextAsync()).End(new ExitReason.Signalled(15));
        await _stage.SettleAsync();
        Assert.Equal(TaskState.Running, _stage["job"].State);

        await _stage.Terminated.CancelAsync();
        await _stage.Board.ShutDownAsync();

        Assert.Equal((TaskState.Stopped, 0), (_stage["job"].State, _stage["job"].FailedRuns));
        Assert.IsType<ExitReason.Stopped>(_stage["job"].LastExit?.Reason);
    }

    [Fact]
    public async Task Where_no_signal_follows_it_has_failed()
    {
        _stage.Hesitation = TimeSpan.FromMilliseconds(300);
        _stage.Add();
        (await _stage.Runner.NextAsync()).End(new ExitReason.Signalled(15));

        // The run comes to its wait on a thread of the pool: a clock that has moved before is not what it waits for.
        await Eventually.TrueAsync(
            () =>
            {
                _stage.Time.Advance(TimeSpan.FromMilliseconds(301));
                return _stage["job"].State == TaskState.Failed;
            },
            "the failure");
    }
}
