namespace Bansuri.Slurm.Tests.Ends;

/// <summary>A cancelled job: whether Slurm's clock to SIGKILL runs, and how long the tasks have.</summary>
public sealed class CancelTests(Clusters clusters) : ScancelTest(clusters)
{
    [Theory]
    [InlineData("cgroup", 30)]
    [InlineData("cgroup", 60)]
    [InlineData("linuxproc", 30)]
    [InlineData("linuxproc", 60)]
    public async Task Scancel_stops_the_tasks_and_nothing_outlives_the_job(string proctrack, int killWait)
    {
        var job = await ScancelledAsync(proctrack, killWait);

        Assert.Contains("deaf: SIGTERM did not end it in 6 s, SIGKILL", job.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("grace period capped", job.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cgroup")]
    [InlineData("linuxproc")]
    public async Task Bansuri_cancel_gives_the_full_grace_period_whatever_KillWait_is(string proctrack)
    {
        await OnAsync(new ClusterKind(proctrack, 5));
        Sandbox.Write("bansuri.yaml", "tasks: { slow: { command: \"trap 'sleep 12; echo saved; exit 0' TERM; echo up; while :; do sleep 0.1; done\", forever: true } }\n");
        var job = await HostAsync();
        await job.LoggedAsync("OUT [slow] up");

        (await BansuriAsync("cancel", job.Name)).Expect(0);

        await job.CompletedAsync();
        Assert.Contains("OUT [slow] saved", job.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signal_alone_starts_no_clock()
    {
        await OnAsync(new ClusterKind("cgroup", 5));
        Sandbox.Write("bansuri.yaml", "tasks: { slow: { command: \"trap 'sleep 8; echo saved; exit 0' TERM; echo up; while :; do sleep 0.1; done\", forever: true } }\n");
        var job = await HostAsync();
        await job.LoggedAsync("OUT [slow] up");

        await job.CancelAsync("-b", "-s", "TERM");

        await job.CompletedAsync();
        Assert.Contains("OUT [slow] saved", job.Log, StringComparison.Ordinal);
        Assert.Contains("tasks get their full grace periods", job.Log, StringComparison.Ordinal);
    }
}
