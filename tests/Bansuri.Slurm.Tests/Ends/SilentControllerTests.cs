namespace Bansuri.Slurm.Tests.Ends;

/// <summary>A slurmctld that is down for a while. Its cluster is no other test's.</summary>
public sealed class SilentControllerTests(Clusters clusters) : SlurmTest(clusters)
{
    [Fact]
    public async Task Tasks_go_on_without_a_controller_and_a_signal_is_taken_for_its_clock()
    {
        var cluster = await OnAsync(new ClusterKind("linuxproc", 6));
        Sandbox.Write("bansuri.yaml", """
            defaults: { forever: true }
            tasks:
              ticking: { command: echo tick, timer: 1s, forever: false }
              deaf: { command: "trap '' TERM; echo up; while :; do sleep 0.1; done" }
            """);
        var job = await HostAsync();
        await job.LoggedAsync("OUT [deaf] up");
        await job.LoggedAsync("OUT [ticking] tick");

        cluster.StopController();
        var ticks = Ticks(job);
        await Wait.UntilAsync(() => Ticks(job) > ticks + 5, () => $"ticks without a controller\n{job.Log}");
        Signal.Send(HostPid(), Signal.Term);
        await Wait.UntilAsync(() => job.Log.Contains("all tasks are stopped, exit 0", StringComparison.Ordinal), () => $"the end of the host\n{job.Log}");
        await cluster.StartControllerAsync();

        Assert.Contains("grace period capped at 3 s (KillWait 6 s)", job.Log, StringComparison.Ordinal);
        Assert.Equal(("COMPLETED", "0:0"), await job.EndedAsync(TimeSpan.FromMinutes(2)));
    }

    private int HostPid() => Sandbox.Processes().Single(pid => ProcFs.CommandLine(pid).EndsWith("bansuri run -c bansuri.yaml", StringComparison.Ordinal));

    private static int Ticks(Job job) => job.Log.Split('\n').Count(line => line.EndsWith("OUT [ticking] tick", StringComparison.Ordinal));
}
