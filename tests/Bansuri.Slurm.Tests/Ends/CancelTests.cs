namespace Bansuri.Slurm.Tests.Ends;

/// <summary>Plain <c>scancel</c>.</summary>
public sealed class CancelTests(Clusters clusters) : SlurmTest(clusters)
{
    [Theory]
    [InlineData("cgroup")]
    [InlineData("linuxproc")]
    public async Task Scancel_stops_the_tasks_and_nothing_outlives_the_job(string proctrack)
    {
        await OnAsync(new ClusterKind(proctrack, 30));
        Sandbox.Write("bansuri.yaml", """
            defaults: { forever: true }
            tasks:
              polite: { command: "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.1; done" }
              wanderer: { command: "setsid sleep 1000 & echo gone; wait" }
            """);
        var job = await HostAsync();
        await job.LoggedAsync("OUT [polite] up");
        await job.LoggedAsync("OUT [wanderer] gone");

        await job.CancelAsync();
        var end = await job.EndedAsync();

        Assert.Equal(("CANCELLED", "0:0"), end);
        Assert.Contains("OUT [polite] bye", job.Log, StringComparison.Ordinal);
        Assert.Contains("all tasks are stopped, exit 0", job.Log, StringComparison.Ordinal);
        Assert.Empty(Sandbox.Processes());
    }
}
