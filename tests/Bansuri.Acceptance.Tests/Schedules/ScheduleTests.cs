using System.Globalization;

namespace Bansuri.Acceptance.Tests.Schedules;

/// <summary>Once, timer and cron on the real clock.</summary>
public sealed class ScheduleTests : AcceptanceTest
{
    [Fact]
    public async Task A_task_without_schedule_runs_once()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { once: { command: echo x >>runs }, clock: { command: 'true', timer: 100ms } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilStateAsync("once", "succeeded");
        await host.UntilAsync("clock", task => task.Runs >= 5);
        Assert.Single(Sandbox.Lines("runs"));
        Assert.Null((await host.TaskAsync("once")).NextRun);
    }

    [Fact]
    public async Task A_timer_runs_at_once_and_then_again()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { tick: { command: echo x >>runs, timer: 200ms }, later: { command: 'true', timer: 1h } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await Wait.UntilAsync(() => Sandbox.Lines("runs").Length >= 3, () => host.Log);
        var later = await host.UntilStateAsync("later", "scheduled");
        Assert.Equal(1, later.Runs);
        Assert.NotNull(later.NextRun);
    }

    [Fact]
    public async Task A_cron_expression_with_seconds_runs_at_its_slots_and_the_task_is_told_which()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              tick: { command: "echo $BANSURI_SCHEDULED_AT $(date +%s) >>runs", schedule-cron: "*/2 * * * * *" }
            """);

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await Wait.UntilAsync(() => Sandbox.Lines("runs").Length >= 3, () => host.Log);
        var runs = Sandbox.Lines("runs").Select(line => line.Split(' ')).ToList();
        var slots = runs.ConvertAll(run => DateTimeOffset.Parse(run[0], CultureInfo.InvariantCulture));
        Assert.All(slots, slot => Assert.Equal(0, slot.Second % 2));
        Assert.Equal(slots.Count, slots.Distinct().Count());
        Assert.All(runs.Zip(slots), run => Assert.True(long.Parse(run.First[1], CultureInfo.InvariantCulture) >= run.Second.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task After_max_runs_successful_runs_there_is_no_further_one()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              limited: { command: echo x >>runs, timer: 50ms, max-runs: 3 }
              clock: { command: 'true', timer: 50ms }
            """);

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilAsync("limited", task => task is { Runs: 3, State: "succeeded", NextRun: null });
        var ticks = (await host.TaskAsync("clock")).Runs;
        await host.UntilAsync("clock", task => task.Runs >= ticks + 5);
        Assert.Equal(3, Sandbox.Lines("runs").Length);
    }

    [Fact]
    public async Task The_runs_of_a_host_before_count_toward_max_runs()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { limited: { command: echo x >>runs, timer: 50ms, max-runs: 3 } }\n");
        var first = await Sandbox.HostAsync("bansuri.yaml");
        await first.UntilStateAsync("limited", "succeeded");
        (await first.ShutDownAsync()).Expect(0);

        var next = await Sandbox.HostAsync("bansuri.yaml");

        await next.UntilAsync("limited", task => task is { Runs: 0, State: "succeeded", Reason: "3 successful runs, max-runs is 3" });
        Assert.Equal(3, Sandbox.Lines("runs").Length);
    }

    [Theory]
    [InlineData("7", "1", 1)]
    [InlineData("7", "0", 2)]
    [InlineData("8", "1", 2)]
    [InlineData(null, null, 2)]
    public async Task What_ran_once_does_not_run_again_in_the_same_job_when_that_is_requeued(string? job, string? restarts, int runs)
    {
        Sandbox.Write("bansuri.yaml", "tasks: { once: { command: echo x >>runs } }\n");
        Sandbox.Variables["SLURM_JOB_ID"] = "7";
        var first = await Sandbox.HostAsync("bansuri.yaml");
        await first.UntilStateAsync("once", "succeeded");
        (await first.ShutDownAsync()).Expect(0);
        Sandbox.Variables["SLURM_JOB_ID"] = job;
        Sandbox.Variables["SLURM_RESTART_COUNT"] = restarts;

        var next = await Sandbox.HostAsync("bansuri.yaml");

        await next.UntilStateAsync("once", "succeeded");
        Assert.Equal(runs, Sandbox.Lines("runs").Length);
    }

    [Fact]
    public async Task A_slot_that_comes_while_a_run_is_active_is_skipped()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { long: { command: 'echo x >>runs; exec sleep 1000', schedule-cron: '* * * * * *', grace-period: 2s }, clock: { command: 'true', schedule-cron: '* * * * * *' } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilStateAsync("long", "running");
        var ticks = (await host.TaskAsync("clock")).Runs;
        await host.UntilAsync("clock", task => task.Runs >= ticks + 3);
        Assert.Single(Sandbox.Lines("runs"));
    }

    [Fact]
    public async Task A_slot_whose_run_ends_the_host_does_not_run_a_second_time()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              each: { command: "echo $BANSURI_SCHEDULED_AT >>runs; kill -9 $PPID", schedule-cron: "* * * * * *", missed: all }
            """);

        foreach (var _ in Enumerable.Range(1, 3))
        {
            await Sandbox.Start(["run", "-c", "bansuri.yaml"]).EndAsync();
        }

        Assert.Equal(3, Sandbox.Lines("runs").Distinct().Count());
        Assert.Equal(3, Sandbox.Lines("runs").Length);
    }

    [Fact]
    public async Task A_disabled_task_does_not_start()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { off: { command: echo x >>runs, enabled: false }, on: { command: 'true' } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilStateAsync("on", "succeeded");
        await host.UntilStateAsync("off", "stopped");
        Assert.Empty(Sandbox.Read("runs"));
    }
}
