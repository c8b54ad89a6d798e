using System.Collections.Concurrent;
using Bansuri.Abstractions;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Supervision.Runs;
using Bansuri.Host.Tests.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>One run and its retries, on a clock that the test moves.</summary>
public sealed class TaskRunTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly FakeRunner _runner;
    private readonly ConcurrentQueue<LifecycleEvent> _posted = new();
    private volatile TaskConfig _config = Tasks.Config();
    private double _dice = 0.5;
    private TaskRun? _run;
    private Task _running = Task.CompletedTask;

    public TaskRunTests() => _runner = new FakeRunner(_time);

    private LifecycleEvent.RunEnded? End => _posted.OfType<LifecycleEvent.RunEnded>().SingleOrDefault();

    private List<LifecycleEvent.AttemptFailed> Failures => [.. _posted.OfType<LifecycleEvent.AttemptFailed>()];

    public void Dispose() => _run?.Dispose();

    [Fact]
    public async Task A_run_that_succeeds_has_one_attempt()
    {
        Begin();
        (await _runner.NextAsync()).End(0);

        Assert.Equal(Verdict.Success, (await EndAsync()).Judgement.Verdict);
        Assert.Empty(Failures);
        Assert.IsType<LifecycleEvent.AttemptStarted>(_posted.First());
    }

    [Fact]
    public async Task A_task_that_keeps_failing_gives_up_after_its_last_attempt()
    {
        Begin("times: 3", "restart-delay: 2s");
        await FailAsync(TimeSpan.FromSeconds(2));
        await FailAsync(TimeSpan.FromSeconds(4));
        (await _runner.NextAsync()).End(1);

        var end = await EndAsync();
        Assert.Equal((Verdict.GiveUp, 3), (end.Judgement.Verdict, end.Judgement.Attempt));
        Assert.Equal([1, 2], Failures.Select(failure => failure.Judgement.Attempt));
        Assert.Equal([1, 2, 3], _runner.Made.Select(attempt => attempt.Order.Attempt));
    }

    [Fact]
    public async Task Each_attempt_knows_how_the_one_before_ended_and_bears_the_mark_of_the_run()
    {
        Begin("times: 2");
        await FailAsync(TimeSpan.FromSeconds(1), code: 7);
        (await _runner.NextAsync()).End(0);
        await EndAsync();

        Assert.Equal([null, new ExitReason.Exited(7)], _runner.Made.Select(attempt => attempt.Order.Previous?.Reason));
        Assert.Single(_runner.Made.Select(attempt => attempt.Order.RunId).Distinct());
    }

    [Fact]
    public async Task The_dice_spread_the_wait()
    {
        _dice = 0;
        Begin("times: 2", "restart-delay: 8s", "backoff-jitter: true");
        await FailAsync(TimeSpan.FromSeconds(6));
        (await _runner.NextAsync()).End(0);

        await EndAsync();
    }

    [Fact]
    public async Task An_edit_during_the_wait_computes_it_anew_from_the_failure()
    {
        Begin("times: 2", "restart-delay: 1h");
        (await _runner.NextAsync()).End(1);
        await WaitsAsync(TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromSeconds(4));

        Edit("times: 2", "restart-delay: 10s");
        await _time.SleepOverAsync(TimeSpan.FromSeconds(6));
        (await _runner.NextAsync()).End(0);

        Assert.Equal(2, (await EndAsync()).Judgement.Attempt);
    }

    [Fact]
    public async Task An_edit_to_a_delay_that_has_passed_already_begins_the_next_attempt_at_once()
    {
        Begin("times: 2", "restart-delay: 1h");
        (await _runner.NextAsync()).End(1);
        await WaitsAsync(TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromMinutes(1));

        Edit("times: 2", "restart-delay: 10s");

        (await _runner.NextAsync()).End(0);
        await EndAsync();
    }

    [Fact]
    public async Task Fewer_times_during_the_wait_end_the_run()
    {
        Begin("times: 5", "restart-delay: 1h");
        (await _runner.NextAsync()).End(1);
        await WaitsAsync(TimeSpan.FromHours(1));

        Edit("times: 1");

        Assert.Equal(Verdict.GiveUp, (await EndAsync()).Judgement.Verdict);
    }

    [Fact]
    public async Task An_edit_during_an_attempt_counts_when_it_fails()
    {
        Begin("times: 3", "restart-delay: 1h");
        var attempt = await _runner.NextAsync();
        Edit("times: 3", "restart-delay: 5s");
        attempt.End(1);

        await _time.SleepOverAsync(TimeSpan.FromSeconds(5));
        (await _runner.NextAsync()).End(0);
        Assert.Equal((Verdict.Success, 2), ((await EndAsync()).Judgement.Verdict, End!.Judgement.Attempt));
    }

    [Fact]
    public async Task Many_edits_during_one_wait_lose_nothing()
    {
        Begin("times: 2", "restart-delay: 1h");
        (await _runner.NextAsync()).End(1);
        await WaitsAsync(TimeSpan.FromHours(1));
        foreach (var seconds in Enumerable.Range(10, 200))
        {
            Edit("times: 2", $"restart-delay: {seconds}s");
        }

        await _time.SleepOverAsync(TimeSpan.FromSeconds(209));
        (await _runner.NextAsync()).End(0);
        Assert.Equal(Verdict.Success, (await EndAsync()).Judgement.Verdict);
    }

    [Fact]
    public async Task A_stop_during_the_wait_ends_it_at_once()
    {
        Begin("times: 2", "restart-delay: 1h");
        (await _runner.NextAsync()).End(1);
        await WaitsAsync(TimeSpan.FromHours(1));

        _run!.Stop();

        var end = await EndAsync();
        Assert.Equal((Verdict.Stopped, 1), (end.Judgement.Verdict, end.Judgement.Attempt));
        Assert.Equal(new ExitReason.Exited(1), end.Exit.Reason);
    }

    [Fact]
    public async Task A_stop_after_an_edit_of_the_wait_ends_it_too()
    {
        Begin("times: 2", "restart-delay: 1h");
        (await _runner.NextAsync()).End(1);
        await WaitsAsync(TimeSpan.FromHours(1));
        Edit("times: 2", "restart-delay: 2h");
        await WaitsAsync(TimeSpan.FromHours(2));

        _run!.Stop();

        Assert.Equal(Verdict.Stopped, (await EndAsync()).Judgement.Verdict);
    }

    [Fact]
    public async Task A_stop_during_an_attempt_is_no_failure()
    {
        Begin("times: 3");
        await _runner.NextAsync();

        _run!.Stop();

        Assert.Equal(Verdict.Stopped, (await EndAsync()).Judgement.Verdict);
        Assert.Single(_runner.Made);
    }

    [Fact]
    public async Task A_failure_that_beats_the_stop_is_followed_by_no_attempt()
    {
        _runner.Deaf.Add("job");
        Begin("times: 3");
        var attempt = await _runner.NextAsync();
        _run!.Stop();
        attempt.End(1);

        Assert.Equal(Verdict.Stopped, (await EndAsync()).Judgement.Verdict);
        Assert.Single(_runner.Made);
    }

    [Fact]
    public async Task A_stop_before_the_first_attempt_makes_none()
    {
        Prepare();
        _run!.Stop();
        _running = _run.ExecuteAsync();

        Assert.Equal(Verdict.Stopped, (await EndAsync()).Judgement.Verdict);
        Assert.Empty(_runner.Made);
    }

    [Fact]
    public async Task Ten_failures_hold_a_forever_task_at_its_longest_delay_and_health_frees_it()
    {
        Begin("forever: true", "restart-delay: 1s", "restart-delay-max: 1m", "backoff: constant", "healthy-after: 30s");
        for (var failure = 1; failure < 10; failure++)
        {
            await FailAsync(TimeSpan.FromSeconds(1));
        }

        await FailAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([false, true], Failures.TakeLast(2).Select(failure => failure.Judgement.IsCrashLoop));

        var healthy = await _runner.NextAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        healthy.End(1);
        Assert.Equal(new Judgement(Verdict.Renew, 1, 1), (await EndAsync()).Judgement);
    }

    [Fact]
    public async Task A_fatal_code_ends_the_run_with_its_reason()
    {
        Begin("times: 3", "fatal-codes: [5]");
        (await _runner.NextAsync()).End(5);

        var end = await EndAsync();
        Assert.Equal((Verdict.GiveUp, "a fatal code"), (end.Judgement.Verdict, end.Judgement.Why));
    }

    [Fact]
    public async Task An_exception_in_the_runner_is_a_failure_like_any()
    {
        Begin("times: 2");
        (await _runner.NextAsync()).Throw(new IOException("No space left on device"));
        await _time.SleepOverAsync(TimeSpan.FromSeconds(1));
        (await _runner.NextAsync()).Throw(new IOException("No space left on device"));

        var end = await EndAsync();
        Assert.Equal(Verdict.GiveUp, end.Judgement.Verdict);
        Assert.Equal("internal error: No space left on device", end.Exit.ToString());
    }

    [Fact]
    public async Task A_stop_that_nobody_ordered_is_an_error_of_the_plugin()
    {
        Begin();
        (await _runner.NextAsync()).End(new ExitReason.Stopped());

        var end = await EndAsync();
        Assert.Equal(Verdict.GiveUp, end.Judgement.Verdict);
        Assert.IsType<ExitReason.PluginError>(end.Exit.Reason);
    }

    [Fact]
    public async Task What_an_attempt_says_after_its_end_is_not_taken_for_the_next_one()
    {
        Begin("times: 2");
        var first = await _runner.NextAsync();
        first.End(1);
        await WaitsAsync(TimeSpan.FromSeconds(1));
        first.Control.Ready();
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await _runner.NextAsync();
        first.Control.Ready();
        second.Control.Ready();
        second.End(0);
        await EndAsync();

        Assert.Single(_posted.OfType<LifecycleEvent.BecameReady>());
    }

    [Fact]
    public async Task Hurry_shortens_what_is_left_of_the_grace_period()
    {
        _runner.Deaf.Add("job");
        Begin();
        await _runner.NextAsync();
        _run!.Stop();
        _run.Hurry(TimeSpan.FromSeconds(1));
        await _time.SleepOverAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(Verdict.Stopped, (await EndAsync()).Judgement.Verdict);
    }

    private void Begin(params string[] keys)
    {
        Prepare(keys);
        _running = Task.Run(_run!.ExecuteAsync);
    }

    private void Prepare(params string[] keys)
    {
        _config = Tasks.Config(keys);
        var services = new SupervisionServices(_time, _runner, NullLogger.Instance, () => _dice);
        _run = new TaskRun(new RunSettings
        {
            Config = _config,
            Live = () => _config,
            Policy = () => RetryPolicy.From(_config),
            Slot = null,
            Previous = null,
            Services = services,
            Progress = _ => { },
            Post = _posted.Enqueue,
        });
    }

    private void Edit(params string[] keys)
    {
        _config = Tasks.Config(keys);
        _run!.Revise();
    }

    private Task WaitsAsync(TimeSpan delay) => Eventually.TrueAsync(() => _time.WakesIn(delay), $"a wait of {delay}");

    private async Task FailAsync(TimeSpan delay, int code = 1)
    {
        (await _runner.NextAsync()).End(code);
        await _time.SleepOverAsync(delay);
    }

    private async Task<LifecycleEvent.RunEnded> EndAsync()
    {
        await _running.InTime();
        Assert.IsType<LifecycleEvent.RunEnded>(_posted.Last());
        return End ?? throw new InvalidOperationException("the run has no end");
    }
}
