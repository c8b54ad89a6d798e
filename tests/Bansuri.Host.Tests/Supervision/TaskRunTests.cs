using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>One run and its retries.</summary>
public sealed class TaskRunTests : IDisposable
{
    private readonly RunStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_run_that_succeeds_has_one_attempt()
    {
        _stage.Begin();
        (await _stage.Runner.NextAsync()).End(0);

        Assert.Equal(Verdict.Success, (await _stage.EndAsync()).Judgement.Verdict);
        Assert.Empty(_stage.Failures);
        Assert.IsType<LifecycleEvent.AttemptStarted>(_stage.Posted.First());
    }

    [Fact]
    public async Task A_task_that_keeps_failing_gives_up_after_its_last_attempt()
    {
        _stage.Begin("times: 3", "restart-delay: 2s");
        await _stage.FailAsync(TimeSpan.FromSeconds(2));
        await _stage.FailAsync(TimeSpan.FromSeconds(4));
        (await _stage.Runner.NextAsync()).End(1);

        var end = await _stage.EndAsync();
        Assert.Equal((Verdict.GiveUp, 3), (end.Judgement.Verdict, end.Judgement.Attempt));
        Assert.Equal([1, 2], _stage.Failures.Select(failure => failure.Judgement.Attempt));
        Assert.Equal([1, 2, 3], _stage.Runner.Made.Select(attempt => attempt.Order.Attempt));
    }

    [Fact]
    public async Task Each_attempt_knows_how_the_one_before_ended_and_bears_the_mark_of_the_run()
    {
        _stage.Begin("times: 2");
        await _stage.FailAsync(TimeSpan.FromSeconds(1), code: 7);
        (await _stage.Runner.NextAsync()).End(0);
        await _stage.EndAsync();

        Assert.Equal([null, new ExitReason.Exited(7)], _stage.Runner.Made.Select(attempt => attempt.Order.Previous?.Reason));
        Assert.Single(_stage.Runner.Made.Select(attempt => attempt.Order.RunId).Distinct());
    }

    [Fact]
    public async Task The_dice_spread_the_wait()
    {
        _stage.Dice = 0;
        _stage.Begin("times: 2", "restart-delay: 8s", "backoff-jitter: true");
        await _stage.FailAsync(TimeSpan.FromSeconds(6));
        (await _stage.Runner.NextAsync()).End(0);

        await _stage.EndAsync();
    }

    [Fact]
    public async Task An_edit_during_the_wait_computes_it_anew_from_the_failure()
    {
        _stage.Begin("times: 2", "restart-delay: 1h");
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.WaitsAsync(TimeSpan.FromHours(1));
        _stage.Time.Advance(TimeSpan.FromSeconds(4));

        _stage.Edit("times: 2", "restart-delay: 10s");
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(6));
        (await _stage.Runner.NextAsync()).End(0);

        Assert.Equal(2, (await _stage.EndAsync()).Judgement.Attempt);
    }

    [Fact]
    public async Task An_edit_to_a_delay_that_has_passed_already_begins_the_next_attempt_at_once()
    {
        _stage.Begin("times: 2", "restart-delay: 1h");
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.WaitsAsync(TimeSpan.FromHours(1));
        _stage.Time.Advance(TimeSpan.FromMinutes(1));

        _stage.Edit("times: 2", "restart-delay: 10s");

        (await _stage.Runner.NextAsync()).End(0);
        await _stage.EndAsync();
    }

    [Fact]
    public async Task Fewer_times_during_the_wait_end_the_run()
    {
        _stage.Begin("times: 5", "restart-delay: 1h");
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.WaitsAsync(TimeSpan.FromHours(1));

        _stage.Edit("times: 1");

        Assert.Equal(Verdict.GiveUp, (await _stage.EndAsync()).Judgement.Verdict);
    }

    [Fact]
    public async Task An_edit_during_an_attempt_counts_when_it_fails()
    {
        _stage.Begin("times: 3", "restart-delay: 1h");
        var attempt = await _stage.Runner.NextAsync();
        _stage.Edit("times: 3", "restart-delay: 5s");
        attempt.End(1);

        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(5));
        (await _stage.Runner.NextAsync()).End(0);
        var end = await _stage.EndAsync();
        Assert.Equal((Verdict.Success, 2), (end.Judgement.Verdict, end.Judgement.Attempt));
    }

    [Fact]
    public async Task Many_edits_during_one_wait_lose_nothing()
    {
        _stage.Begin("times: 2", "restart-delay: 1h");
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.WaitsAsync(TimeSpan.FromHours(1));
        foreach (var seconds in Enumerable.Range(10, 200))
        {
            _stage.Edit("times: 2", $"restart-delay: {seconds}s");
        }

        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(209));
        (await _stage.Runner.NextAsync()).End(0);
        Assert.Equal(Verdict.Success, (await _stage.EndAsync()).Judgement.Verdict);
    }

    [Fact]
    public async Task Ten_failures_hold_a_forever_task_at_its_longest_delay_and_health_frees_it()
    {
        _stage.Begin("forever: true", "restart-delay: 1s", "restart-delay-max: 1m", "backoff: constant", "healthy-after: 30s");
        for (var failure = 1; failure < 10; failure++)
        {
            await _stage.FailAsync(TimeSpan.FromSeconds(1));
        }

        await _stage.FailAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([false, true], _stage.Failures.TakeLast(2).Select(failure => failure.Judgement.IsCrashLoop));

        var healthy = await _stage.Runner.NextAsync();
        _stage.Time.Advance(TimeSpan.FromSeconds(30));
        healthy.End(1);
        Assert.Equal(new Judgement(Verdict.Renew, 1, 1), (await _stage.EndAsync()).Judgement);
    }

    [Fact]
    public async Task A_fatal_code_ends_the_run_with_its_reason()
    {
        _stage.Begin("times: 3", "fatal-codes: [5]");
        (await _stage.Runner.NextAsync()).End(5);

        var end = await _stage.EndAsync();
        Assert.Equal((Verdict.GiveUp, "a fatal code"), (end.Judgement.Verdict, end.Judgement.Why));
    }
}
