namespace Bansuri.Acceptance.Tests.Reload;

/// <summary>What an edit of the file touches, and what it leaves alone.</summary>
public sealed class ReloadTests : AcceptanceTest
{
    private const string TwoTasks = """
        # A comment.
        tasks:
          one:
            command: [sleep, "1000"]
            forever: true
          two:
            command: [sleep, "2000"]
            forever: true
            environment: { A: "1", B: "2" }
        """;

    [Theory]
    [InlineData("  \n# Another comment.\ntasks:\n  two: { forever: true, environment: {B: '2', A: '1'}, command: [sleep, '2000'] }\n  one: &x { forever: true, command: [sleep, '1000'] }\n")]
    [InlineData("""{ "tasks": { "one": { "command": ["sleep", "1000"], "forever": true }, "two": { "command": ["sleep", "2000"], "forever": true, "environment": { "A": "1", "B": "2" } } } }""")]
    [InlineData("scripts:\n  - { name: one, command: [sleep, '1000'], scheduling: { forever: true } }\n  - { name: two, command: [sleep, '2000'], scheduling: { forever: true }, resources: { environment: { A: '1', B: '2' } } }\n")]
    public async Task A_change_of_form_restarts_nothing_and_is_no_new_revision(string sameInAnotherForm)
    {
        Sandbox.Write("bansuri.yaml", TwoTasks);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var pids = (await host.PidOfAsync("one"), await host.PidOfAsync("two"));

        Sandbox.Write("bansuri.yaml", sameInAnotherForm);
        (await host.CommandAsync("reload")).Expect(0);

        Assert.Equal(pids, (await host.PidOfAsync("one"), await host.PidOfAsync("two")));
        var config = (await host.StatusAsync()).Host.Config;
        Assert.Equal(1, config.Revision);
        Assert.Empty(config.Errors);
    }

    [Fact]
    public async Task A_new_order_of_the_tasks_is_shown_at_once()
    {
        const string Other = "  three: { command: [sleep, '3000'], forever: true }\n";
        Sandbox.Write("bansuri.yaml", TwoTasks + "\n" + Other);
        var host = await Sandbox.HostAsync("bansuri.yaml");

        Sandbox.Write("bansuri.yaml", TwoTasks.Replace("tasks:\n", "tasks:\n" + Other, StringComparison.Ordinal));
        (await host.CommandAsync("reload")).Expect(0);

        var status = await host.StatusAsync();
        Assert.Equal(["three", "one", "two"], status.Tasks.Select(task => task.Name));
        Assert.Equal(1, status.Host.Config.Revision);
    }

    [Fact]
    public async Task A_live_change_keeps_the_pid_and_counts_from_now_on()
    {
        Sandbox.Write("bansuri.yaml", TwoTasks);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var pid = await host.PidOfAsync("one");

        Sandbox.Write("bansuri.yaml", TwoTasks.Replace("command: [sleep, \"1000\"]", "command: [sleep, \"1000\"]\n    times: 7\n    restart-delay: 3s", StringComparison.Ordinal));

        var task = await host.UntilAsync("one", task => task.Times == 7);
        Assert.Equal(pid, task.Pid);
        Assert.Equal(2, (await host.StatusAsync()).Host.Config.Revision);
    }

    [Theory]
    [InlineData("bansuri.yaml")]
    [InlineData("more.yaml")]
    [InlineData("of-two.env")]
    public async Task Permissions_that_let_everybody_write_reject_what_is_there_until_they_are_mended(string name)
    {
        Sandbox.Write("bansuri.yaml", TwoTasks + "\ninclude: [more.yaml]\n");
        Sandbox.Write("more.yaml", "tasks: { three: { command: sleep 1000, forever: true, environment-file: of-two.env } }\n");
        Sandbox.Write("of-two.env", "B=1\n");
        var host = await Sandbox.HostAsync("bansuri.yaml", "--check-interval", "200ms");
        var pid = await host.PidOfAsync("three");
        var good = File.GetUnixFileMode(Sandbox.In(name));

        File.SetUnixFileMode(Sandbox.In(name), good | UnixFileMode.OtherWrite);
        var told = (await host.CommandAsync("reload")).Expect(2).All;
        Assert.Contains($"chmod o-w {Sandbox.In(name)}", told, StringComparison.Ordinal);
        await host.UntilConfigAsync(config => config is { Revision: 1, Errors: [{ Code: "BAN100" }] }, "a rejection");
        await host.UntilLoggedAsync("still running revision 1");

        File.SetUnixFileMode(Sandbox.In(name), good);
        await host.UntilConfigAsync(config => config is { Revision: 1, Errors: [] }, "no errors any more");
        await host.UntilLoggedAsync("the configuration is valid again, and as it was: still running revision 1");
        Assert.Equal(pid, await host.PidOfAsync("three"));
    }

    [Fact]
    public async Task A_shorter_grace_period_ends_what_is_being_waited_for()
    {
        const string Config = """
            defaults: { grace-period: GRACE, command: "trap '' TERM; echo deaf; while :; do sleep 0.1; done" }
            tasks:
              stopped: { forever: true }
              late: { timeout: 1s }

            """;
        Sandbox.Write("bansuri.yaml", Config.Replace("GRACE", "1h", StringComparison.Ordinal));
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("[stopped] deaf");
        (await host.CommandAsync("stop", "stopped", "--no-wait")).Expect(0);
        await host.UntilLoggedAsync("stopped: SIGTERM to pid");
        await host.UntilLoggedAsync("late: SIGTERM to pid");

        Sandbox.Write("bansuri.yaml", Config.Replace("GRACE", "100ms", StringComparison.Ordinal));

        await host.UntilAsync("stopped", task => task.State == "stopped");
        Assert.Equal("timeout", (await host.UntilAsync("late", task => task.State == "failed")).LastExit?.Reason);
    }

    [Fact]
    public async Task Priority_and_cpus_reach_what_runs_and_the_next_attempt_of_the_same_run()
    {
        const string Config = """
            defaults: { times: unlimited, restart-delay: 200ms, backoff: constant LIMITS }
            tasks:
              runs: { command: "sleep 1000 & wait" }
              retries: { command: "echo $(nice) $(grep Cpus_allowed_list /proc/self/status) >>seen; exit 1" }

            """;
        Sandbox.Write("bansuri.yaml", Config.Replace("LIMITS", "", StringComparison.Ordinal));
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var pid = await host.PidOfAsync("runs");
        await host.UntilAsync("retries", task => task.Attempt >= 2);

        Sandbox.Write("bansuri.yaml", Config.Replace("LIMITS", ", priority: 7, cpus: 0", StringComparison.Ordinal));

        await Wait.UntilAsync(
            () => ProcFs.Status(pid, "Cpus_allowed_list") == "0" && ProcFs.Nice(pid) == 7 && Sandbox.Lines("seen")[^1] == "7 Cpus_allowed_list: 0",
            () => $"{ProcFs.Status(pid, "Cpus_allowed_list")} {ProcFs.Nice(pid)} {Sandbox.Lines("seen")[^1]}\n{host.Log}");
        Assert.Equal(pid, await host.PidOfAsync("runs"));
        Assert.Equal(1, (await host.TaskAsync("retries")).Runs);
    }

    [Theory]
    [InlineData("[sleep, \"1000\"]", "[sleep, \"1001\"]", "one", "two")]
    [InlineData("A: \"1\"", "A: \"3\"", "two", "one")]
    public async Task A_restart_change_restarts_that_task_only(string old, string now, string changed, string other)
    {
        Sandbox.Write("bansuri.yaml", TwoTasks);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var pidOfChanged = await host.PidOfAsync(changed);
        var pidOfOther = await host.PidOfAsync(other);

        Sandbox.Write("bansuri.yaml", TwoTasks.Replace(old, now, StringComparison.Ordinal));

        await host.UntilAsync(changed, task => task.Pid is { } pid && pid != pidOfChanged);
        Assert.Equal(pidOfOther, await host.PidOfAsync(other));
        Assert.False(ProcFs.IsAlive(pidOfChanged));
    }

    [Fact]
    public async Task An_edit_of_a_schedule_never_fires_at_once()
    {
        const string Before = "tasks: { yearly: { command: 'true', schedule-cron: '0 0 1 1 *' }, hourly: { command: 'true', timer: 10h } }\n";
        Sandbox.Write("bansuri.yaml", Before);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var yearly = await host.UntilStateAsync("yearly", "scheduled");
        var hourly = await host.UntilStateAsync("hourly", "scheduled");

        Sandbox.Write("bansuri.yaml", Before.Replace("0 0 1 1 *", "0 0 2 1 *", StringComparison.Ordinal).Replace("10h", "20h", StringComparison.Ordinal));

        var yearlyNow = await host.UntilAsync("yearly", task => task.NextRun > yearly.NextRun);
        var hourlyNow = await host.UntilAsync("hourly", task => task.NextRun > hourly.NextRun);
        Assert.Equal(("scheduled", 0), (yearlyNow.State, yearlyNow.Runs));
        Assert.Equal(("scheduled", 1), (hourlyNow.State, hourlyNow.Runs));
        Assert.Equal(2, yearlyNow.NextRun?.Day);
    }

    [Fact]
    public async Task A_missing_file_is_an_error_and_changes_nothing()
    {
        Sandbox.Write("bansuri.yaml", TwoTasks);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var pid = await host.PidOfAsync("one");

        File.Delete(Sandbox.In("bansuri.yaml"));
        await host.UntilConfigAsync(config => config.Errors.Count == 1, "an error");
        Assert.Equal(pid, await host.PidOfAsync("one"));

        Sandbox.Write("bansuri.yaml", TwoTasks);
        await host.UntilConfigAsync(config => config.Errors.Count == 0, "no error");
        Assert.Equal(pid, await host.PidOfAsync("one"));
    }

    [Fact]
    public async Task A_reload_that_is_ordered_says_what_came_of_it()
    {
        Sandbox.Write("bansuri.yaml", TwoTasks);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        (await host.CommandAsync("reload")).Expect(0);

        Sandbox.Write("bansuri.yaml", TwoTasks.Replace("forever", "for-ever", StringComparison.Ordinal));

        Assert.Contains("bansuri.yaml:5:5", (await host.CommandAsync("reload")).Expect(2).All, StringComparison.Ordinal);
        Assert.Equal(1, (await host.StatusAsync()).Host.Config.Revision);
    }

    [Fact]
    public async Task A_draft_is_planned_without_a_change_and_does_as_planned()
    {
        Sandbox.Write("bansuri.yaml", TwoTasks);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var pids = (await host.PidOfAsync("one"), await host.PidOfAsync("two"));
        (await host.CommandAsync("stop", "two")).Expect(0);
        Sandbox.Write("draft.yaml", TwoTasks.Replace("000\"]", "001\"]", StringComparison.Ordinal));

        var plan = (await host.CommandAsync("plan", "draft.yaml")).Expect(0).Output;

        Assert.Contains("~ one: restarts; command: ", plan, StringComparison.Ordinal);
        Assert.Contains("~ two: stays stopped, counts when it is started; command: ", plan, StringComparison.Ordinal);
        Assert.Equal((pids.Item1, 1), (await host.PidOfAsync("one"), (await host.StatusAsync()).Host.Config.Revision));

        File.Move(Sandbox.In("draft.yaml"), Sandbox.In("bansuri.yaml"), overwrite: true);
        (await host.CommandAsync("reload")).Expect(0);
        await host.UntilAsync("one", task => task.Pid is { } pid && pid != pids.Item1);
        Assert.Equal("stopped", (await host.TaskAsync("two")).State);
        foreach (var line in plan.Split('\n').Where(line => line.StartsWith('~')))
        {
            Assert.Contains("config revision 2: " + line, host.Log, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_emptied_file_is_an_error_and_changes_nothing()
    {
        Sandbox.Write("bansuri.yaml", TwoTasks);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var pid = await host.PidOfAsync("one");

        Sandbox.Write("bansuri.yaml", "");

        await host.UntilConfigAsync(config => config.Errors.Count == 1, "an error");
        Assert.Equal(pid, await host.PidOfAsync("one"));
    }

    [Fact]
    public async Task Of_a_hundred_saves_the_last_one_wins()
    {
        Sandbox.Write("bansuri.yaml", TwoTasks);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var pid = await host.PidOfAsync("two");

        for (var save = 1; save <= 100; save++)
        {
            Sandbox.Write("bansuri.yaml", TwoTasks.Replace("\"1000\"", $"\"{5000 + save}\"", StringComparison.Ordinal));
        }

        await Wait.UntilAsync(async () => ProcFs.CommandLine(await host.PidOfAsync("one")) == "sleep 5100", () => host.Log);
        Assert.Equal(pid, await host.PidOfAsync("two"));
        Assert.InRange((await host.StatusAsync()).Host.Config.Revision, 2, 20);
    }

    [Fact]
    public async Task A_task_among_many_starts_and_the_others_keep_their_pids()
    {
        var many = "tasks:\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"  many{i}: {{ command: [sleep, '1000'], forever: true }}\n"));
        Sandbox.Write("bansuri.yaml", many);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilStatusAsync(status => status.Tasks.All(task => task.State == "running"), () => "all running");
        var before = (await host.StatusAsync()).Tasks.Select(task => task.Pid);

        Sandbox.Write("bansuri.yaml", many + "  new: { command: 'echo here; exec sleep 1000', forever: true }\n");

        await host.UntilLoggedAsync("OUT [new] here");
        Assert.Equal(before, (await host.StatusAsync()).Tasks.Take(100).Select(task => task.Pid));
    }

    [Fact]
    public async Task A_task_that_still_stops_delays_no_other()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { deaf: { command: \"trap '' TERM; echo up; while :; do sleep 0.1; done\", forever: true, grace-period: 60s } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [deaf] up");

        Sandbox.Write("bansuri.yaml", "tasks: { new: { command: echo here } }\n");

        await host.UntilLoggedAsync("OUT [new] here");
        Assert.Equal("stopping", (await host.TaskAsync("deaf")).State);
    }
}
