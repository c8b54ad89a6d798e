namespace Bansuri.Slurm.Tests.Ends;

/// <summary>A job that has to make room, and comes again.</summary>
public sealed class PreemptionTests(Clusters clusters) : SlurmTest(clusters)
{
    [Fact]
    public async Task A_preempted_job_stops_its_tasks_in_time_and_goes_on_when_it_is_back()
    {
        var cluster = await OnAsync(new ClusterKind("cgroup", 6) { Preempts = true });
        Sandbox.Write("bansuri.yaml", """
            tasks:
              worker: { command: "trap 'echo saved; exit 0' TERM; echo up; while :; do sleep 0.1; done", forever: true }
              deaf: { command: "trap '' TERM; while :; do sleep 0.1; done", forever: true }
            """);
        var node = $"--nodelist={cluster.Nodes[0]}";
        var job = await HostAsync("--partition=low", "--exclusive", node);
        await job.LoggedAsync("OUT [worker] up");

        var other = await SubmitAsync(["--partition=high", "--exclusive", node, "--output=/dev/null"], "exec sleep 3");
        await job.LoggedAsync("DUE TO PREEMPTION");
        await job.LoggedAsync("OUT [worker] saved");
        await job.LoggedAsync("deaf: SIGTERM did not end it in ");
        await job.LoggedAsync("all tasks are stopped, exit 0");
        await other.EndedAsync();
        await job.LoggedAsync("restart 1: ends at ", TimeSpan.FromMinutes(3));

        Assert.Contains("grace period capped at 3 s (KillWait 6 s)", job.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", job.Log, StringComparison.Ordinal);
    }
}
