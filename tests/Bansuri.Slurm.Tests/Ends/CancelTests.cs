using System.Text.RegularExpressions;

namespace Bansuri.Slurm.Tests.Ends;

/// <summary>Plain <c>scancel</c>: Slurm's clock to SIGKILL runs, and the tasks have until shortly before it.</summary>
public sealed class CancelTests(Clusters clusters) : SlurmTest(clusters)
{
    [Theory]
    [InlineData("cgroup", 30, null)]
    [InlineData("cgroup", 5, "grace period capped at 2.5 s (KillWait 5 s)")]
    [InlineData("cgroup", 60, null)]
    [InlineData("linuxproc", 30, null)]
    [InlineData("linuxproc", 5, "grace period capped at 2.5 s (KillWait 5 s)")]
    [InlineData("linuxproc", 60, null)]
    public async Task Scancel_stops_the_tasks_and_nothing_outlives_the_job(string proctrack, int killWait, string? capped)
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

        Assert.Equal(("CANCELLED", "0:0"), end);
        Assert.Contains("OUT [polite] bye", job.Log, StringComparison.Ordinal);
        var deaf = job.Log.Split('\n').SingleOrDefault(line => line.Contains("deaf: SIGTERM did not end it", StringComparison.Ordinal));
        Assert.True(Regex.IsMatch(deaf ?? "", capped is null ? " in 6 s, SIGKILL" : @" in [0-2](\.\d)? s, SIGKILL"), job.Log);
        Assert.Contains("all tasks are stopped, exit 0", job.Log, StringComparison.Ordinal);
        Assert.Equal(capped is not null, job.Log.Contains("grace period capped", StringComparison.Ordinal));
        Assert.Contains(capped ?? "", job.Log, StringComparison.Ordinal);

        // What a task does with Slurm's signal is no crash, whoever hears of it first.
        Assert.DoesNotContain("failed", job.Log, StringComparison.Ordinal);
        Assert.Empty(Sandbox.Processes());
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

        Assert.Equal(("COMPLETED", "0:0"), await job.EndedAsync());
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

        Assert.Equal(("COMPLETED", "0:0"), await job.EndedAsync());
        Assert.Contains("OUT [slow] saved", job.Log, StringComparison.Ordinal);
        Assert.Contains("tasks get their full grace periods", job.Log, StringComparison.Ordinal);
    }
}
