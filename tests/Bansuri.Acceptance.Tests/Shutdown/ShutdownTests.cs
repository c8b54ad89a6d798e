namespace Bansuri.Acceptance.Tests.Shutdown;

/// <summary>How the host ends, and what it leaves: nothing.</summary>
public sealed class ShutdownTests : AcceptanceTest
{
    [Theory]
    [InlineData(Signal.Term)]
    [InlineData(Signal.Int)]
    [InlineData(Signal.Quit)]
    public async Task A_signal_stops_all_and_the_exit_code_is_0(int signal)
    {
        Sandbox.Script("polite.sh", "trap 'echo bye; exit 3' TERM\necho up\nwhile :; do sleep 0.1; done\n");
        Sandbox.Write("bansuri.yaml", """
            defaults: { forever: true }
            tasks:
              polite: { command: [./polite.sh] }
              family: { command: "sleep 1000 & sleep 1000 & wait" }
              idle: { command: "true", schedule-cron: "@yearly", forever: false }
            """);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [polite] up");
        await host.PidOfAsync("family");

        host.Signal(signal);
        var end = (await host.EndAsync()).Expect(0);

        Assert.Contains("OUT [polite] bye", end.All, StringComparison.Ordinal);
        Assert.Empty(Sandbox.Processes());
    }

    [Theory]
    [InlineData(Signal.Term)]
    [InlineData(Signal.Int)]
    [InlineData(Signal.Usr1, Signal.Term)]
    [InlineData(Signal.Usr2, Signal.Term)]
    public async Task A_signal_while_the_host_starts_is_honoured(params int[] signals)
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: sleep 1000, forever: true } }\n");
        var process = Sandbox.Start(["run", "-c", "bansuri.yaml"]);

        // Its code runs: it is about to read the command line, which needs this library, and nothing else has been done.
        while (!ProcFs.Maps(process.Pid, "System.CommandLine.dll"))
        {
            Assert.False(process.HasExited);
        }

        Array.ForEach(signals, process.Signal);

        (await process.EndAsync()).Expect(0);
        Assert.Empty(Sandbox.Processes());
    }

    [Fact]
    public async Task A_second_signal_shortens_the_grace_period()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { deaf: { command: \"trap '' TERM; echo up; while :; do sleep 0.1; done\", forever: true, grace-period: 10m } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [deaf] up");

        host.Signal(Signal.Term);
        await host.UntilStateAsync("deaf", "stopping");
        host.Signal(Signal.Term);
        var end = (await host.EndAsync()).Expect(0);

        Assert.Contains("SIGKILL", end.All, StringComparison.Ordinal);
        Assert.Empty(Sandbox.Processes());
    }

    [Theory]
    [InlineData(Signal.Term)]
    [InlineData(Signal.Int)]
    [InlineData(Signal.Hup)]
    [InlineData(Signal.Usr1)]
    public async Task Signals_up_to_the_very_end_do_not_change_how_it_ends(int signal)
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: sleep 1000, forever: true } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.PidOfAsync("one");

        host.Signal(Signal.Term);
        while (!host.HasExited)
        {
            Signal.TrySend(host.Pid, signal);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        (await host.EndAsync()).Expect(0);
        Assert.Empty(Sandbox.Processes());
    }

    [Fact]
    public async Task Exit_when_done_ends_with_0_when_all_succeeded()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: echo x >>runs }, two: { command: echo x >>runs } }\n");

        (await Sandbox.RunAsync("run", "-c", "bansuri.yaml", "--exit-when-done")).Expect(0);

        Assert.Equal(2, Sandbox.Lines("runs").Length);
    }

    [Fact]
    public async Task Exit_when_done_ends_with_1_when_one_failed()
    {
        Sandbox.Write("bansuri.yaml", "host: { exit-when-done: true }\ntasks: { one: { command: 'true' }, two: { command: exit 3 } }\n");

        (await Sandbox.RunAsync("run", "-c", "bansuri.yaml")).Expect(1);
    }

    [Fact]
    public async Task An_essential_task_that_failed_for_good_stops_all_with_1()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              server: { command: [sleep, "1000"], forever: true }
              essential: { command: exit 3, times: 2, restart-delay: 10ms, essential: true }
            """);

        (await Sandbox.RunAsync("run", "-c", "bansuri.yaml")).Expect(1);

        Assert.Empty(Sandbox.Processes());
    }
}
