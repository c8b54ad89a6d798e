namespace Bansuri.Acceptance.Tests.Processes;

/// <summary>Nothing escapes a stop of the real program: as root, and as an ordinary user.</summary>
public sealed class EscapeTests : AcceptanceTest
{
    private const string Tasks = """
        host: { grace-period: 2s }
        defaults: { forever: true }
        tasks:
          polite: { command: "echo up; exec sleep 1000" }
          deaf: { command: "trap '' TERM; echo up; while :; do sleep 0.1; done" }
          sibling: { command: "(trap '' TERM; echo up; while :; do sleep 0.1; done) & wait" }
          session: { command: "setsid sleep 1000 & echo up; wait" }
          fork: { command: "(setsid sleep 1000 &); echo up; exec sleep 1000" }
          clean: { command: "(setsid env -i /bin/sh -c 'sleep 1000 & sleep 1000' &); sleep 0.2; echo up; exec sleep 1000" }
          stopped: { command: "sleep 1000 & kill -STOP $!; echo up; wait" }
          crowd: { command: "i=0; while [ $i -lt 100 ]; do sleep 1000 & i=$((i+1)); done; echo up; wait" }
        """;

    private static readonly string[] Names = ["polite", "deaf", "sibling", "session", "fork", "clean", "stopped", "crowd"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_left_after_a_stop_and_after_the_hosts_end(bool isOrdinary)
    {
        Sandbox.Write("bansuri.yaml", Tasks);
        var host = await HostAsync(isOrdinary);
        foreach (var name in Names)
        {
            await host.UntilLoggedAsync($"OUT [{name}] up");
        }

        (await host.CommandAsync("stop", [.. Names[..4]])).Expect(0);
        foreach (var name in Names[..4])
        {
            Assert.Equal("stopped", (await host.TaskAsync(name)).State);
        }

        (await host.ShutDownAsync()).Expect(0);
        Assert.Empty(Sandbox.Processes());
        Assert.Empty(Sandbox.ProcessesInside());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signal_reaches_the_whole_tree(bool isOrdinary)
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              pair:
                forever: true
                command: "trap 'echo one' USR1; setsid sh -c 'trap \"echo two\" USR1; echo up; while :; do sleep 0.05; done' & while :; do sleep 0.05; done"
            """);
        var host = await HostAsync(isOrdinary);
        await host.UntilLoggedAsync("OUT [pair] up");

        (await host.CommandAsync("signal", "USR1", "pair")).Expect(0);

        await host.UntilLoggedAsync("OUT [pair] one");
        await host.UntilLoggedAsync("OUT [pair] two");
    }

    [Fact]
    public async Task Two_stops_and_a_start_at_once_leave_one_run_or_none()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: \"trap 'sleep 0.3; exit' TERM; echo $$ >>pids; while :; do sleep 0.05; done\", forever: true } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        for (var round = 0; round < 3; round++)
        {
            await host.PidOfAsync("one");
            await Task.WhenAll(host.CommandAsync("stop", "one"), host.CommandAsync("stop", "one"), host.CommandAsync("start", "one"));
            var after = await host.TaskAsync("one");
            Assert.Contains(after.State, (string[])["running", "stopped"]);
            Assert.Equal(after.Pid is { } pid ? [pid] : [], Sandbox.Lines("pids").Select(int.Parse).Where(ProcFs.IsAlive));
            (await host.CommandAsync("start", "one")).Expect(0);
        }
    }

    [Fact]
    public async Task A_stop_in_the_backoff_and_one_in_the_wait_for_another_task_are_immediate()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              fails: { command: exit 3, forever: true, restart-delay: 1h, restart-delay-max: 1h }
              waits: { command: [sleep, "1000"], depends-on: [slow] }
              slow: { command: [sleep, "1000"] }
            """);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilStateAsync("fails", "backoff");
        await host.UntilStateAsync("waits", "waiting");

        (await host.CommandAsync("stop", "fails", "waits")).Expect(0);

        Assert.Equal(("stopped", "stopped"), ((await host.TaskAsync("fails")).State, (await host.TaskAsync("waits")).State));
        Assert.Equal("running", (await host.TaskAsync("slow")).State);
    }

    [Fact]
    public async Task A_host_without_descriptors_for_more_tasks_goes_on_and_starts_them_when_others_end()
    {
        var tasks = Enumerable.Range(0, 200).Select(i => $"  task{i}: {{ command: [sleep, '1000'], forever: true, restart-delay: 100ms, restart-delay-max: 100ms }}");
        Sandbox.Write("bansuri.yaml", $"tasks:\n{string.Join('\n', tasks)}\n");
        var host = await Sandbox.HostByAsync(["sh", "-c", "ulimit -n 330; exec \"$@\"", "limited"], "bansuri.yaml");
        await host.UntilLoggedAsync("Too many open files");

        // Who was the first is left to chance; how many there is room for is not.
        await host.UntilStatusAsync(status => status.Tasks.Count(task => task.Pid is not null) > 20, () => "some that run");
        var byRunning = (await host.StatusAsync()).Tasks.ToLookup(task => task.Pid is not null, task => task.Name);
        Assert.True(byRunning[false].Count() > 20);

        (await host.CommandAsync("stop", [.. byRunning[true].Take(10)])).Expect(0);

        await host.UntilStatusAsync(
            status => status.Tasks.Count(task => task.Pid is not null && byRunning[false].Contains(task.Name)) >= 5, () => "others in their place");
        (await host.ShutDownAsync()).Expect(0);
        Assert.Empty(Sandbox.Processes());
    }

    private async Task<RunningHost> HostAsync(bool isOrdinary)
    {
        if (isOrdinary)
        {
            await Sandbox.BecomeOrdinaryAsync();
        }

        return await Sandbox.HostAsync("bansuri.yaml");
    }
}
