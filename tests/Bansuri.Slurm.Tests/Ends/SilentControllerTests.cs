namespace Bansuri.Slurm.Tests.Ends;

/// <summary>A slurmctld that is down for a while. Each test has a cluster that is no other's.</summary>
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
        await job.CompletedAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_requeue_without_a_controller_waits_for_one()
    {
        var cluster = await OnAsync(new ClusterKind("linuxproc", 7));
        Sandbox.Write("bansuri.yaml", """
            host: { slurm: { requeue: true } }
            tasks:
              once: { command: "echo ran >>once.txt" }
              worker: { command: "trap 'exit 0' TERM; echo up $SLURM_RESTART_COUNT; while :; do sleep 0.1; done", forever: true }
            """);
        var job = await HostAsync();
        await job.LoggedAsync("OUT [worker] up");
        await job.LoggedAsync("once: succeeded");

        cluster.StopController();
        Signal.Send(HostPid(), Signal.Usr1);
        await Wait.UntilAsync(() => job.Log.Contains("the job is not requeued yet (no answer from Slurm's controller)", StringComparison.Ordinal), () => $"the first try\n{job.Log}");
        await cluster.StartControllerAsync();

        await job.LoggedAsync("OUT [worker] up 1", TimeSpan.FromMinutes(3));
        Assert.Equal(["ran"], Sandbox.Lines("once.txt"));
        Assert.DoesNotContain("submitted again", job.Log, StringComparison.Ordinal);
    }

    private int HostPid() => Sandbox.Processes().Single(pid => ProcFs.CommandLine(pid).EndsWith("bansuri run -c bansuri.yaml", StringComparison.Ordinal));

    private static int Ticks(Job job) => job.Log.Split('\n').Count(line => line.EndsWith("OUT [ticking] tick", StringComparison.Ordinal));
}
