namespace Bansuri.Acceptance.Tests.Processes;

/// <summary>What happens when a task has used up all processes that its user may have.</summary>
public sealed class ProcessLimitTests : AcceptanceTest
{
    [Fact]
    public async Task A_task_that_forks_without_end_does_not_take_its_host_along()
    {
        Needs.Command("prlimit");
        Needs.Command("python3");
        await Sandbox.BecomeOrdinaryAsync(user: 61616); // whose processes count: those of other tests must not
        Sandbox.Write("bomb.py", """
            import os, time
            while not os.path.exists("go"):
                time.sleep(0.01)
            told = False
            while True:
                try:
                    if os.fork() == 0:
                        time.sleep(1000)
                except OSError:
                    told = told or print("full", flush=True) is None
                    time.sleep(0.01)
            """);
        Sandbox.Write("bansuri.yaml", """
            tasks:
              bomb: { command: [python3, -S, -E, bomb.py], forever: true }
              idle: { command: sleep 1000, forever: true }
            """);
        var host = await Sandbox.HostByAsync(["prlimit", "--nproc=400:400"], "bansuri.yaml");
        var idle = await host.PidOfAsync("idle");
        Sandbox.Write("go", "");
        await host.UntilLoggedAsync("OUT [bomb] full");

        // Each needs threads of the host: requests side by side, a reload, a run, signals.
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.CommandAsync("status")));
        Assert.All(answers, answer => answer.Expect(0));
        Sandbox.Write("bansuri.yaml", Sandbox.Read("bansuri.yaml") + "\n  late: { command: sleep 1000, forever: true }\n");
        var late = await host.UntilAsync("late", task => task.State == "backoff");
        Assert.Contains("Resource temporarily unavailable", late.Reason, StringComparison.Ordinal);
        Assert.Equal(idle, await host.PidOfAsync("idle"));

        host.Signal(Signal.Hup);
        host.Signal(Signal.Term);
        (await host.EndAsync()).Expect(0);
        Assert.Empty(Sandbox.Processes());
    }
}
