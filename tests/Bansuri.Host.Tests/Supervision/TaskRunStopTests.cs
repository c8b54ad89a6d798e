using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Runs that are stopped, hurried, or go wrong.</summary>
public sealed class TaskRunStopTests : IDisposable
{
    private readonly RunStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_stop_during_the_wait_ends_it_at_once()
    {
        _stage.Begin("times: 2", "restart-delay: 1h");
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.WaitsAsync(TimeSpan.FromHours(1));

        _stage.Run.Stop();

        var end = await _stage.EndAsync();
        Assert.Equal((Verdict.Stopped, 1), (end.Judgement.Verdict, end.Judgement.Attempt));
        Assert.Equal(new ExitReason.Exited(1), end.Exit.Reason);
    }

    [Fact]
    public async Task A_stop_after_an_edit_of_the_wait_ends_it_too()
    {
        _stage.Begin("times: 2", "restart-delay: 1h");
        (await _stage.Runner.NextAsync()).End(1);
        await _stage.WaitsAsync(TimeSpan.FromHours(1));
        _stage.Edit("times: 2", "restart-delay: 2h");
        await _stage.WaitsAsync(TimeSpan.FromHours(2));

        _stage.Run.Stop();

        Assert.Equal(Verdict.Stopped, (await _stage.EndAsync()).Judgement.Verdict);
    }

    [Fact]
    public async Task A_stop_during_an_attempt_is_no_failure()
    {
        _stage.Begin("times: 3");
        await _stage.Runner.NextAsync();

        _stage.Run.Stop();

        Assert.Equal(Verdict.Stopped, (await _stage.EndAsync()).Judgement.Verdict);
        Assert.Single(_stage.Runner.Made);
    }

    [Fact]
    public async Task A_failure_that_beats_the_stop_is_followed_by_no_attempt()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Begin("times: 3");
        var attempt = await _stage.Runner.NextAsync();
        _stage.Run.Stop();
        attempt.End(1);

        Assert.Equal(Verdict.Stopped, (await _stage.EndAsync()).Judgement.Verdict);
        Assert.Single(_stage.Runner.Made);
    }

    [Fact]
    public async Task A_stop_before_the_first_attempt_makes_none()
    {
        _stage.Prepare();
        _stage.Run.Stop();
        _stage.Execute();

        Assert.Equal(Verdict.Stopped, (await _stage.EndAsync()).Judgement.Verdict);
        Assert.Empty(_stage.Runner.Made);
    }

    [Fact]
    public async Task An_exception_in_the_runner_is_a_failure_like_any()
    {
        _stage.Begin("times: 2");
        (await _stage.Runner.NextAsync()).Throw(new IOException("No space left on device"));
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));
        (await _stage.Runner.NextAsync()).Throw(new IOException("No space left on device"));

        var end = await _stage.EndAsync();
        Assert.Equal(Verdict.GiveUp, end.Judgement.Verdict);
        Assert.Equal("internal error: No space left on device", end.Exit.ToString());
    }

    [Fact]
    public async Task A_stop_that_nobody_ordered_is_an_error_of_the_plugin()
    {
        _stage.Begin();
        (await _stage.Runner.NextAsync()).End(new ExitReason.Stopped());

        var end = await _stage.EndAsync();
        Assert.Equal(Verdict.GiveUp, end.Judgement.Verdict);
        Assert.IsType<ExitReason.PluginError>(end.Exit.Reason);
    }

    [Fact]
    public async Task What_an_attempt_says_after_its_end_is_not_taken_for_the_next_one()
    {
        _stage.Begin("times: 2");
        var first = await _stage.Runner.NextAsync();
        first.End(1);
        await _stage.WaitsAsync(TimeSpan.FromSeconds(1));
        first.Control.Ready();
        _stage.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await _stage.Runner.NextAsync();
        first.Control.Ready();
        second.Control.Ready();
        second.End(0);
        await _stage.EndAsync();

        Assert.Single(_stage.Posted.OfType<LifecycleEvent.BecameReady>());
    }

    [Fact]
    public async Task Hurry_shortens_what_is_left_of_the_grace_period()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Begin();
        await _stage.Runner.NextAsync();
        _stage.Run.Stop();
        _stage.Run.Hurry(TimeSpan.FromSeconds(1));
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(Verdict.Stopped, (await _stage.EndAsync()).Judgement.Verdict);
    }

    [Fact]
    public async Task A_later_hurry_gives_back_nothing()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Begin();
        await _stage.Runner.NextAsync();
        _stage.Run.Stop();
        _stage.Run.Hurry(TimeSpan.FromSeconds(1));
        _stage.Run.Hurry(TimeSpan.FromSeconds(27));
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(Verdict.Stopped, (await _stage.EndAsync()).Judgement.Verdict);
    }

    [Fact]
    public async Task An_edit_of_the_grace_period_counts_for_the_stop_that_goes_on()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Begin("grace-period: 2h");
        await _stage.Runner.NextAsync();
        _stage.Run.Stop();
        _stage.Time.Advance(TimeSpan.FromSeconds(4));
        _stage.Edit("grace-period: 5s");
        _stage.Run.Regrace();
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(Verdict.Stopped, (await _stage.EndAsync()).Judgement.Verdict);
    }

    [Fact]
    public async Task An_edit_of_the_grace_period_of_a_run_that_nobody_stops_ends_nothing()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Begin("grace-period: 2h");
        var attempt = await _stage.Runner.NextAsync();
        _stage.Edit("grace-period: 0s");
        _stage.Run.Regrace();
        attempt.End(0);

        Assert.Equal(Verdict.Success, (await _stage.EndAsync()).Judgement.Verdict);
    }
}
