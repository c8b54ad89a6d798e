namespace Bansuri.Slurm.Tests.Ends;

/// <summary>Plain <c>scancel</c> of a job with a task that dies at once, one that says good-bye, one that wanders off and one that is deaf.</summary>
public abstract class ScancelTest(Clusters clusters) : SlurmTest(clusters)
{
    private protected async Task<Job> ScancelledAsync(string proctrack, int killWait)
    {
        await OnAsync(new ClusterKind(proctrack, killWait));
        Sandbox.Write("bansuri.yaml", """
            defaults: { forever: true, grace-period: 6s }
            host: { grace-period: 6s }
            tasks:
              polite: { command: "trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.1; done" }
              plain: { command: [sleep, "1000"] }
              wanderer: { command: "setsid sleep 1000 & echo gone; wait" }
              deaf: { command: "trap '' TERM; echo up; while :; do sleep 0.1; done" }
            """);
        var job = await HostAsync();
        await job.LoggedAsync("OUT [polite] up");
        await job.LoggedAsync("OUT [wanderer] gone");
        await job.LoggedAsync("OUT [deaf] up");

        await job.CancelAsync();
        var end = await job.EndedAsync();

        Assert.True(end == ("CANCELLED", "0:0"), $"{end}\n{job.Log}");
        Assert.Contains("OUT [polite] bye", job.Log, StringComparison.Ordinal);
        Assert.Contains("all tasks are stopped, exit 0", job.Log, StringComparison.Ordinal);

        // What a task does with Slurm's signal is no crash, whoever hears of it first.
        Assert.DoesNotContain("failed", job.Log, StringComparison.Ordinal);
        Assert.Empty(Sandbox.Processes());
        return job;
    }
}
