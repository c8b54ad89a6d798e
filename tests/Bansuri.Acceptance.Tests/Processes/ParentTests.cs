namespace Bansuri.Acceptance.Tests.Processes;

/// <summary>What an exotic parent leaves the host with.</summary>
public sealed class ParentTests : AcceptanceTest
{
    private const string Tasks = """
        tasks:
          ends: { command: exit 7 }
          lives: { command: "(setsid sleep 0.1 &); exec sleep 1000", forever: true }
        """;

    [Fact]
    public async Task Ends_are_seen_though_the_parent_ignored_SIGCHLD_and_blocked_signals()
    {
        Needs.Command("python3");
        const string Parent = "import os, signal, sys\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
            + "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2, signal.SIGHUP])\nos.execv(sys.argv[1], sys.argv[1:])";
        Sandbox.Write("bansuri.yaml", Tasks);
        var host = await Sandbox.HostByAsync(["python3", "-c", Parent], "bansuri.yaml");

        Assert.Equal(7, (await host.UntilStateAsync("ends", "failed")).LastExit?.Code);
        var pid = await host.PidOfAsync("lives");
        Assert.Equal("0000000000000000", ProcFs.Status(pid, "SigBlk"));
        Assert.Equal("0000000000000000", ProcFs.Status(pid, "SigIgn"));
        (await host.ShutDownAsync()).Expect(0);
        Assert.Empty(Sandbox.Processes());
    }

    [Fact]
    public async Task As_process_1_of_a_container_it_is_init_and_loses_no_end()
    {
        Needs.Root();
        Needs.Command("unshare");
        Sandbox.Write("bansuri.yaml", Tasks);
        // No client asks it: outside of the namespace the numbers are others.
        var host = Sandbox.StartBy(["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"], "bansuri.yaml");

        await Wait.UntilAsync(() => host.SoFar().All.Contains("exit 7", StringComparison.Ordinal), () => host.SoFar().All);
        await Wait.UntilAsync(() => host.SoFar().All.Contains("lives: started", StringComparison.Ordinal), () => host.SoFar().All);
        Signal.Send(Assert.Single(ProcFs.Children(host.Pid)), Signal.Term);
        (await host.EndAsync()).Expect(0);
        Assert.Empty(Sandbox.Processes());
    }
}
