using System.Globalization;

namespace Bansuri.Acceptance.Tests.Retries;

/// <summary>`times`, `on-fail` and what counts as a failure.</summary>
public sealed class RetryTests : AcceptanceTest
{
    [Fact]
    public async Task Attempts_follow_each_other_in_growing_distance_until_one_succeeds()
    {
        Sandbox.Script("flaky.sh", """
            echo "$BANSURI_ATTEMPT/$BANSURI_TIMES $(date +%s%N)" >>attempts
            [ "$BANSURI_ATTEMPT" -ge 3 ]
            """);
        Sandbox.Write("bansuri.yaml", """
            tasks:
              flaky:
                command: ./flaky.sh
                times: 5
                restart-delay: 300ms
                backoff: exponential
                backoff-jitter: false
            """);

        var host = await Sandbox.HostAsync("bansuri.yaml");

        var task = await host.UntilStateAsync("flaky", "succeeded");
        Assert.Equal((3, 5, 1, 0), (task.Attempt, task.Times, task.Runs, task.FailedRuns));
        var attempts = Sandbox.Lines("attempts").Select(line => line.Split(' ')).ToList();
        Assert.Equal(["1/5", "2/5", "3/5"], attempts.Select(attempt => attempt[0]));
        var times = attempts.Select(attempt => long.Parse(attempt[1], CultureInfo.InvariantCulture) / 1_000_000).ToList();
        Assert.True(times[1] - times[0] >= 300, $"first wait {times[1] - times[0]} ms");
        Assert.True(times[2] - times[1] >= 600, $"second wait {times[2] - times[1]} ms");
        Assert.Matches(@"flaky: attempt 1 of 5 failed \(exit 1 after .*\), next in ", host.Log);
    }

    [Fact]
    public async Task A_task_that_keeps_failing_gives_up_after_its_last_attempt()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              hopeless: { command: "echo x >>attempts; echo this is $BANSURI_ATTEMPT; exit 4", times: 3, restart-delay: 10ms }
            """);

        var host = await Sandbox.HostAsync("bansuri.yaml");

        var task = await host.UntilStateAsync("hopeless", "failed");
        Assert.Equal((3, 3, 1, 1), (task.Attempt, task.Times, task.Runs, task.FailedRuns));
        Assert.Equal(("exited", 4), (task.LastExit?.Reason, task.LastExit?.Code));
        Assert.Equal(3, Sandbox.Lines("attempts").Length);
        Assert.Equal("this is 2\n", (await host.CommandAsync("logs", "hopeless", "--attempt", "2")).Expect(0).Output);
    }

    [Theory]
    [InlineData("exit 3", "success-codes: [0, 3]", "succeeded", 1)]
    [InlineData("exit 0", "success-codes: [3]", "failed", 3)]
    [InlineData("exit 9", "fatal-codes: [9]", "failed", 1)]
    [InlineData("no-such-program", "", "failed", 1)] // 127 is fatal by default
    [InlineData("exit 1", "on-fail: ignore", "succeeded", 1)]
    [InlineData("exit 1", "on-fail: stop", "failed", 1)]
    [InlineData("kill -9 $$", "", "failed", 3)]
    public async Task An_exit_is_judged_by_the_codes_and_by_on_fail(string command, string key, string state, int attempts)
    {
        Sandbox.Write("bansuri.yaml", $"""
            tasks:
              judged:
                command: {command}
                times: 3
                restart-delay: 10ms
                {key}
            """);

        var host = await Sandbox.HostAsync("bansuri.yaml");

        var task = await host.UntilStateAsync("judged", state);
        Assert.Equal(attempts, task.Attempt);
    }

    [Fact]
    public async Task An_attempt_over_its_timeout_is_stopped_and_has_failed()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              slow: { command: [sleep, "1000"], timeout: 300ms, times: 2, restart-delay: 10ms, grace-period: 5s }
            """);

        var host = await Sandbox.HostAsync("bansuri.yaml");

        var task = await host.UntilStateAsync("slow", "failed");
        Assert.Equal("timeout", task.LastExit?.Reason);
        Assert.Equal(2, task.Attempt);
        Assert.Null(task.Pid);
    }

    [Fact]
    public async Task A_crash_loop_is_held_and_goes_on()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              crashing: { command: "echo x >>attempts; exit 1", forever: true, restart-delay: 10ms, restart-delay-max: 200ms }
            """);

        var host = await Sandbox.HostAsync("bansuri.yaml");

        var task = await host.UntilStateAsync("crashing", "held");
        Assert.Null(task.Times);
        var before = Sandbox.Lines("attempts").Length;
        Assert.True(before >= 10, $"held after {before} attempts");
        await Wait.UntilAsync(() => Sandbox.Lines("attempts").Length > before, () => "one more attempt");
    }

    [Fact]
    public async Task A_missing_program_of_a_list_command_is_a_start_error_at_the_first_attempt()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { missing: { command: [./no-such-program], times: 5, restart-delay: 10ms } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        var task = await host.UntilStateAsync("missing", "failed");
        Assert.Equal((1, "start-error"), (task.Attempt, task.LastExit?.Reason));
        await host.UntilLoggedAsync("No such file or directory");
    }

    [Fact]
    public async Task A_forever_task_that_ends_well_is_restarted()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { again: { command: 'true', forever: true, restart-delay: 10ms } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        var task = await host.UntilAsync("again", task => task.Restarts >= 3);
        Assert.Equal(0, task.FailedRuns);
    }
}
