using System.Diagnostics;

namespace Bansuri.Acceptance.Tests.Output;

/// <summary>A file may be no longer than RLIMIT_FSIZE (<c>ulimit -f</c>), and who writes on gets SIGXFSZ.</summary>
public sealed class FileLengthTests : AcceptanceTest
{
    [Fact]
    public async Task A_file_that_may_not_grow_holds_up_its_task_and_not_its_host()
    {
        Needs.Command("prlimit");
        Sandbox.Write("bansuri.yaml", "tasks: { flood: { command: 'seq 20000', stdout: out }, idle: { command: sleep 1000, forever: true } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml", "--log-file", "host.log");
        await host.UntilStateAsync("flood", "succeeded");
        var idle = await host.PidOfAsync("idle");
        Assert.Equal("0000000000000000", ProcFs.Status(idle, "SigIgn"));

        await LimitAsync(host, "120000");
        (await host.CommandAsync("trigger", "flood")).Expect(0);
        await host.UntilLoggedAsync("File too large");
        Assert.Equal(idle, await host.PidOfAsync("idle"));

        await LimitAsync(host, "unlimited");
        await Wait.UntilAsync(() => Sandbox.Lines("out").Length == 40_000, () => host.Log);
        (await host.ShutDownAsync()).Expect(0);
    }

    private static async Task LimitAsync(RunningHost host, string length)
    {
        using var prlimit = Process.Start("prlimit", [$"--pid={host.Pid}", $"--fsize={length}:"]);
        await prlimit.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, prlimit.ExitCode);
    }
}
