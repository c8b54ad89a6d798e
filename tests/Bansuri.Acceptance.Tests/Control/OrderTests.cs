namespace Bansuri.Acceptance.Tests.Control;

/// <summary>What the operator orders, and the exit codes of the orders.</summary>
public sealed class OrderTests : AcceptanceTest
{
    private const string Deaf = "tasks: { deaf: { command: \"trap '' TERM; echo up; while :; do sleep 0.1; done\", forever: true, grace-period: 60s } }\n";

    [Fact]
    public async Task Stop_returns_when_nothing_is_left_and_start_resumes()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: 'sleep 1000 & sleep 1000', forever: true }, two: { command: [sleep, '1000'], forever: true } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var one = await host.PidOfAsync("one");
        var two = await host.PidOfAsync("two");

        (await host.CommandAsync("stop", "one")).Expect(0);
        Assert.False(ProcFs.IsAlive(one));
        Assert.DoesNotContain(Sandbox.Processes(), pid => ProcFs.Session(pid) == one);
        Assert.Equal("stopped", (await host.TaskAsync("one")).State);

        (await host.CommandAsync("start", "one")).Expect(0);
        var started = await host.TaskAsync("one");
        Assert.Equal("running", started.State);
        Assert.NotEqual(one, started.Pid);
        Assert.Equal(two, await host.PidOfAsync("two"));
    }

    [Fact]
    public async Task What_was_stopped_stays_stopped_across_a_reload_and_a_restart_of_the_host()
    {
        const string Tasks = "tasks:\n  one: { command: [sleep, '1000'], forever: true }\n";
        Sandbox.Write("bansuri.yaml", Tasks);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.PidOfAsync("one");
        (await host.CommandAsync("stop", "one")).Expect(0);

        Sandbox.Write("bansuri.yaml", Tasks.Replace("1000", "1001", StringComparison.Ordinal) + "  two: { command: [sleep, '1000'], forever: true }\n");
        await host.PidOfAsync("two");
        Assert.Equal("stopped", (await host.TaskAsync("one")).State);

        await host.ShutDownAsync();
        var again = await Sandbox.HostAsync("bansuri.yaml");
        await again.PidOfAsync("two");
        Assert.Equal("stopped", (await again.TaskAsync("one")).State);
    }

    [Fact]
    public async Task Restart_gives_a_new_process_and_leaves_the_others_alone()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: [sleep, '1000'], forever: true }, two: { command: [sleep, '1000'], forever: true } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var one = await host.PidOfAsync("one");
        var two = await host.PidOfAsync("two");

        (await host.CommandAsync("restart", "one")).Expect(0);

        Assert.NotEqual(one, (await host.TaskAsync("one")).Pid);
        Assert.False(ProcFs.IsAlive(one));
        Assert.Equal(two, (await host.TaskAsync("two")).Pid);
    }

    [Fact]
    public async Task Trigger_is_one_run_now_and_the_schedule_stays()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { yearly: { command: echo x >>runs, schedule-cron: '@yearly' } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var next = (await host.UntilStateAsync("yearly", "scheduled")).NextRun;

        (await host.CommandAsync("trigger", "yearly")).Expect(0);

        var after = await host.UntilAsync("yearly", task => task is { Runs: 1, State: "scheduled" });
        Assert.Equal(next, after.NextRun);
        Assert.Single(Sandbox.Lines("runs"));
    }

    [Fact]
    public async Task A_task_that_fails_while_a_client_waits_is_exit_code_1()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { good: { command: 'true' }, bad: { command: exit 3 } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilStateAsync("good", "succeeded");
        await host.UntilStateAsync("bad", "failed");

        (await host.CommandAsync("start", "good")).Expect(0);
        (await host.CommandAsync("start", "bad")).Expect(1);
        Assert.Equal(2, (await host.TaskAsync("bad")).Runs);
    }

    [Fact]
    public async Task No_host_is_exit_code_3()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: 'true' } }\n");

        (await Sandbox.RunAsync("status", "-c", "bansuri.yaml")).Expect(3);
        (await Sandbox.RunAsync("stop", "-c", "bansuri.yaml", "one")).Expect(3);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("restart")]
    [InlineData("trigger")]
    [InlineData("status")]
    [InlineData("logs")]
    public async Task A_task_that_is_not_there_is_exit_code_4_and_its_name_is_said(string command)
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: [sleep, '1000'], forever: true } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");

        var result = (await host.CommandAsync(command, "onne")).Expect(4);

        Assert.Contains("onne", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_is_over_before_the_task_stopped_is_exit_code_5()
    {
        Sandbox.Write("bansuri.yaml", Deaf);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [deaf] up");

        (await host.CommandAsync("stop", "deaf", "--timeout", "300ms")).Expect(5);

        Assert.Equal("stopping", (await host.TaskAsync("deaf")).State);
    }

    [Fact]
    public async Task Without_waiting_an_order_returns_at_once()
    {
        Sandbox.Write("bansuri.yaml", Deaf);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [deaf] up");

        (await host.CommandAsync("stop", "deaf", "--no-wait")).Expect(0);

        await host.UntilStateAsync("deaf", "stopping");
    }

    [Fact]
    public async Task What_is_refused_is_refused_without_waiting_as_well()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { off: { command: sleep 1000, forever: true, enabled: false }, on: { command: sleep 1000, forever: true } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.PidOfAsync("on");

        var result = (await host.CommandAsync("start", "off", "on", "--no-wait")).Expect(1);

        Assert.Contains("error: off: it is disabled: enable it first", result.Error, StringComparison.Ordinal);
        Assert.Contains("on: ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_glob_orders_all_that_it_matches()
    {
        Sandbox.Write("bansuri.yaml", "defaults: { command: [sleep, '1000'], forever: true }\ntasks: { a1: {}, a2: {}, b1: {} }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.PidOfAsync("b1");

        (await host.CommandAsync("stop", "a*")).Expect(0);

        Assert.Equal(["stopped", "stopped", "running"], (await host.StatusAsync()).Tasks.Select(task => task.State));
    }
}
