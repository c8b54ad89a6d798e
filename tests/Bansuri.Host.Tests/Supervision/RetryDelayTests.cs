using Bansuri.Host.Supervision;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>How long it waits between attempts, and what earlier failures count for.</summary>
public class RetryDelayTests
{
    [Theory]
    [InlineData("exponential", "1 2 4 8 10 10")]
    [InlineData("linear", "1 2 3 4 5 6")]
    [InlineData("constant", "1 1 1 1 1 1")]
    public void The_wait_grows_as_backoff_says_up_to_the_longest(string backoff, string seconds)
    {
        var policy = Tasks.Policy("times: 20", $"backoff: {backoff}", "restart-delay: 1s", "restart-delay-max: 10s").Retry;

        Assert.Equal(seconds, string.Join(' ', Enumerable.Range(1, 6).Select(failures => Judge.Delay(policy, failures, 0.5).TotalSeconds)));
    }

    [Fact]
    public void Jitter_spreads_a_wait_by_a_quarter_to_either_side_and_never_past_the_longest()
    {
        var policy = Tasks.Policy("times: 20", "backoff: constant", "restart-delay: 8s", "restart-delay-max: 9s", "backoff-jitter: true").Retry;

        Assert.Equal(6, Judge.Delay(policy, 1, 0).TotalSeconds);
        Assert.Equal(8, Judge.Delay(policy, 1, 0.5).TotalSeconds);
        Assert.Equal(9, Judge.Delay(policy, 1, 0.999).TotalSeconds);
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("1ms")]
    [InlineData("24h")]
    public void A_wait_stays_a_number_however_often_it_fails(string delay)
    {
        var policy = Tasks.Policy("on-fail: restart", $"restart-delay: {delay}", "restart-delay-max: 24h").Retry;

        Assert.InRange(Judge.Delay(policy, int.MaxValue, 0.99), TimeSpan.Zero, TimeSpan.FromHours(24));
    }

    [Fact]
    public void Ten_failures_in_a_row_are_a_crash_loop_of_a_forever_task_alone()
    {
        var forever = Tasks.Policy("forever: true").Retry;
        var once = Tasks.Policy("on-fail: restart").Retry;

        Assert.False(Judge.Of(forever, 9, 8, Tasks.Exit(1), 0.5).IsCrashLoop);
        var held = Judge.Of(forever, 10, 9, Tasks.Exit(1), 0.5);
        Assert.True(held.IsCrashLoop);
        Assert.Equal(TimeSpan.FromMinutes(5), held.Delay);
        Assert.False(Judge.Of(once, 10, 9, Tasks.Exit(1), 0.5).IsCrashLoop);
    }

    [Fact]
    public void A_crash_loop_is_given_up_only_where_times_says_so() =>
        Assert.Equal(Verdict.GiveUp, Judge.Of(Tasks.Policy("forever: true", "times: 12").Retry, 12, 11, Tasks.Exit(1), 0.5).Verdict);

    [Fact]
    public void A_forever_task_that_had_become_healthy_begins_a_new_run()
    {
        var policy = Tasks.Policy("forever: true", "healthy-after: 30s").Retry;

        Assert.Equal(new Judgement(Verdict.Renew, 1, 1), Judge.Of(policy, 8, 7, Tasks.Exit(1, seconds: 30), 0.5));
        Assert.Equal(Verdict.Retry, Judge.Of(policy, 8, 7, Tasks.Exit(1, seconds: 29.9), 0.5).Verdict);
    }

    [Fact]
    public void A_task_that_ends_gives_up_after_its_last_attempt_however_long_its_attempts_live() =>
        Assert.Equal(Verdict.GiveUp, Judge.Of(Tasks.Policy("times: 3").Retry, 3, 2, Tasks.Exit(1, seconds: 3600), 0.5).Verdict);

    [Fact]
    public void A_task_that_ends_forgets_failures_where_healthy_after_was_written()
    {
        var policy = Tasks.Policy("times: 3", "healthy-after: 10s").Retry;

        Assert.Equal(new Judgement(Verdict.Retry, 1, 1, TimeSpan.FromSeconds(1)), Judge.Of(policy, 3, 2, Tasks.Exit(1, seconds: 10), 0.5));
    }
}
