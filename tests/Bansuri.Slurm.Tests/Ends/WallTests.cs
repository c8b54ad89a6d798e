using System.Text.Json;

namespace Bansuri.Slurm.Tests.Ends;

/// <summary>The end of the allocation by its time limit, which Slurm grants in whole minutes.</summary>
public sealed class WallTests(Clusters clusters) : SlurmTest(clusters)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(4);

    private const string Worker = "trap 'echo saving; sleep 1; echo saved; exit 0' TERM; trap 'echo warned' USR1; echo up; while :; do sleep 0.1; done";

    [Theory]
    [InlineData("cgroup")]
    [InlineData("linuxproc")]
    public async Task The_host_stops_its_tasks_by_its_own_clock_before_the_wall(string proctrack)
    {
        await OnAsync(ClusterKind.Usual with { Proctrack = proctrack });
        Sandbox.Write("bansuri.yaml", $$"""
            host: { grace-period: 5s, slurm: { drain-before: 25s } }
            tasks:
              worker: { command: "{{Worker}}", forever: true, on-walltime: { signal: USR1, before: 40s } }
              hooked: { command: [sleep, "1000"], forever: true, on-walltime: { command: "echo $BANSURI_TASK $BANSURI_PID >hook.txt", before: 35s } }
              late: { command: "echo never", timer: 1s, start-delay: 20s, needs: 55s }
            """);
        var job = await HostAsync("--time=1");
        await job.LoggedAsync("late: deferred: needs 55s, and the allocation ends at ");

        await job.CompletedAsync(Long);

        Assert.Contains("OUT [worker] warned", job.Log, StringComparison.Ordinal);
        Assert.Contains("OUT [worker] saved", job.Log, StringComparison.Ordinal);
        Assert.Contains("the end of the allocation is near (it ends at ", job.Log, StringComparison.Ordinal);
        Assert.StartsWith("hooked ", Read("hook.txt"), StringComparison.Ordinal);
        Assert.DoesNotContain("never", job.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cgroup")]
    [InlineData("linuxproc")]
    public async Task Slurms_own_warning_drains_as_well(string proctrack)
    {
        await OnAsync(ClusterKind.Usual with { Proctrack = proctrack });
        Sandbox.Write("bansuri.yaml", $$"""
            host: { grace-period: 5s }
            tasks: { worker: { command: "{{Worker}}", forever: true, on-walltime: { signal: USR1, before: 1s } } }
            """);

        // Slurm is up to a minute early: with more than this the signal could come before there is a host that heeds it, and ends the job.
        var job = await HostAsync("--time=2", "--signal=B:USR1@50");

        await job.CompletedAsync(Long);

        Assert.Contains("the end of the allocation is near (SIGUSR1): nothing new is started, tasks are stopped", job.Log, StringComparison.Ordinal);
        Assert.Contains("OUT [worker] warned", job.Log, StringComparison.Ordinal);
        Assert.Contains("OUT [worker] saved", job.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cgroup")]
    [InlineData("linuxproc")]
    public async Task A_host_that_runs_into_the_wall_is_killed_with_nothing_left(string proctrack)
    {
        await OnAsync(new ClusterKind(proctrack, 5));
        Sandbox.Write("bansuri.yaml", $$"""
            host: { grace-period: 20s, slurm: { drain-before: 0 } }
            tasks: { worker: { command: "{{Worker}}", forever: true } }
            """);
        var job = await HostAsync("--time=1");

        var (state, _) = await job.EndedAsync(Long);

        Assert.Equal("TIMEOUT", state);
        Assert.Contains("OUT [worker] saved", job.Log, StringComparison.Ordinal);
        Assert.Empty(Sandbox.Processes());
    }

    [Theory]
    [InlineData("cgroup")]
    [InlineData("linuxproc")]
    public async Task A_limit_that_is_lowered_on_the_live_job_is_obeyed(string proctrack)
    {
        await OnAsync(ClusterKind.Usual with { Proctrack = proctrack });
        Sandbox.Write("bansuri.yaml", $$"""
            host: { grace-period: 5s, slurm: { drain-before: 20s } }
            tasks: { worker: { command: "{{Worker}}", forever: true } }
            """);
        var job = await HostAsync("--time=60", "--signal=B:USR1@30");
        await job.LoggedAsync("OUT [worker] up");

        (await CommandAsync("scontrol", "update", $"jobid={job.Id}", "timelimit=1")).Expect(0);

        await job.CompletedAsync(Long);
        Assert.Contains("OUT [worker] saved", job.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_without_a_limit_has_no_end()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", "tasks: { worker: { command: [sleep, \"1000\"], forever: true, needs: 1d } }\n");
        var job = await HostAsync("--time=0");
        await job.LoggedAsync("has no time limit");
        await job.LoggedAsync("worker: started");

        using var status = JsonDocument.Parse((await BansuriAsync("status", "--json", "--job", job.Name)).Expect(0).Output);
        var slurm = status.RootElement.GetProperty("host").GetProperty("slurm");

        Assert.Equal(job.Id, slurm.GetProperty("jobId").GetInt64());
        Assert.Equal(JsonValueKind.Null, slurm.GetProperty("endsAt").ValueKind);
        Assert.Equal("nothing: the allocation has no time limit", slurm.GetProperty("plannedAction").GetString());
    }

    [Theory]
    [InlineData("cgroup")]
    [InlineData("linuxproc")]
    public async Task Suspended_and_resumed_the_tasks_go_on(string proctrack)
    {
        await OnAsync(ClusterKind.Usual with { Proctrack = proctrack });
        Sandbox.Write("bansuri.yaml", "tasks: { ticking: { command: 'echo tick', timer: 1s }, worker: { command: [sleep, \"1000\"], forever: true } }\n");
        var job = await HostAsync();
        await job.LoggedAsync("OUT [ticking] tick");

        (await CommandAsync("scontrol", "suspend", job.Name)).Expect(0);
        await job.UntilAsync(async () => await job.StateAsync() == "SUSPENDED", "the suspension");
        await Task.Delay(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken); // that is what is tested: ten seconds in which nothing happens
        var ticks = Ticks(job);
        (await CommandAsync("scontrol", "resume", job.Name)).Expect(0);
        await job.UntilAsync(() => Task.FromResult(Ticks(job) > ticks + 2), "further ticks");

        Assert.DoesNotContain("ERR", job.Log, StringComparison.Ordinal);
        Assert.Single(job.Log.Split('\n'), line => line.Contains("worker: started", StringComparison.Ordinal));
    }

    private static int Ticks(Job job) => job.Log.Split('\n').Count(line => line.EndsWith("OUT [ticking] tick", StringComparison.Ordinal));
}
