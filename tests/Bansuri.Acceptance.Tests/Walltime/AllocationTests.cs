namespace Bansuri.Acceptance.Tests.Walltime;

/// <summary>The end of an allocation whose Slurm is two scripts: what a real one cannot be made to do at the right moment.</summary>
public sealed class AllocationTests : AcceptanceTest
{
    private const string Worker = "worker: { command: [sleep, '1000'], forever: true";

    [Fact]
    public async Task Told_to_end_while_it_asks_Slurm_it_starts_nothing()
    {
        InJob(squeue: "exec sleep 100");
        Sandbox.Write("bansuri.yaml", "tasks: { once: { command: echo ran >ran.txt } }\n");
        var host = Sandbox.Start(["run", "-c", "bansuri.yaml"]);
        await Wait.UntilAsync(() => host.SoFar().All.Contains(", state directory ", StringComparison.Ordinal), () => "the start");

        host.Signal(Signal.Term);
        var end = (await host.EndAsync()).Expect(0);

        Assert.False(File.Exists(Sandbox.In("ran.txt")));
        Assert.DoesNotContain(" WRN ", end.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warned_while_it_asks_Slurm_it_sends_the_job_back_with_its_work_undone()
    {
        InJob(squeue: "exec sleep 100");
        Sandbox.Write("bansuri.yaml", "host: { slurm: { requeue: true } }\ntasks: { once: { command: echo ran >ran.txt } }\n");
        var host = Sandbox.Start(["run", "-c", "bansuri.yaml"]);
        await Wait.UntilAsync(() => host.SoFar().All.Contains(", state directory ", StringComparison.Ordinal), () => "the start");

        host.Signal(Signal.Usr1);
        var end = (await host.EndAsync()).Expect(0);

        Assert.False(File.Exists(Sandbox.In("ran.txt")));
        Assert.Contains("requeued: the job goes on as job 4711 (requeue 1 of 10)", end.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_of_on_walltime_that_began_before_the_drain_is_waited_for()
    {
        InJob(squeue: EndsIn(18));
        Sandbox.Write("bansuri.yaml", $$"""
            host: { grace-period: 1s, slurm: { drain-before: 7s } }
            tasks: { {{Worker}}, on-walltime: { command: 'echo begun >hook.txt; sleep 4; echo done >>hook.txt', before: 8s } } }
            """);

        var end = (await Sandbox.RunAsync("run", "-c", "bansuri.yaml")).Expect(0);

        Assert.Equal(["begun", "done"], Sandbox.Lines("hook.txt"));
        Assert.DoesNotContain("on-walltime: stopped", end.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_of_on_walltime_that_hangs_leaves_the_tasks_their_grace_periods_and_the_job_its_requeue()
    {
        InJob(squeue: EndsIn(26));
        Sandbox.Write("bansuri.yaml", $$"""
            host: { grace-period: 5s, slurm: { drain-before: 18s, requeue: true } }
            tasks: { {{Worker}}, on-walltime: { command: 'trap "" TERM; sleep 1000', before: 1s } } }
            """);

        var end = (await Sandbox.RunAsync("run", "-c", "bansuri.yaml")).Expect(0);

        Assert.Contains("worker: on-walltime: stopped after 10 s", end.All, StringComparison.Ordinal);
        Assert.Contains("requeued: the job goes on as job 4711", end.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_who_cancels_while_the_requeue_waits_for_a_controller_is_heard()
    {
        InJob(squeue: "echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1", requeue: "echo 'Unexpected message received' >&2; exit 1");
        Sandbox.Write("bansuri.yaml", $"host: {{ slurm: {{ requeue: true }} }}\ntasks: {{ {Worker} }} }}\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        host.Signal(Signal.Usr1);
        await host.UntilLoggedAsync("the job is not requeued yet");

        (await host.CommandAsync("cancel")).Expect(0);

        var end = (await host.EndAsync()).Expect(0);
        Assert.Contains("not requeued: the job was cancelled, or ends, before Slurm has answered", end.All, StringComparison.Ordinal);

        // An order that nobody answered may have been taken.
        Assert.Equal(["4711"], Sandbox.Lines("scancelled"));
    }

    [Fact]
    public async Task An_operator_who_cancels_while_the_requeue_is_under_way_has_the_job_out_of_the_queue_again()
    {
        InJob(squeue: "exit 1", requeue: $": >{Sandbox.In("ordered")}; while [ ! -f {Sandbox.In("go-on")} ]; do sleep 0.1; done");
        Sandbox.Write("bansuri.yaml", $"host: {{ slurm: {{ requeue: true }} }}\ntasks: {{ {Worker} }} }}\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        host.Signal(Signal.Usr1);
        await Wait.UntilAsync(() => File.Exists(Sandbox.In("ordered")), () => "the order");

        (await host.CommandAsync("cancel", "--no-wait")).Expect(0);
        Sandbox.Write("go-on", "");

        var end = (await host.EndAsync()).Expect(0);
        Assert.Equal(["4711"], Sandbox.Lines("scancelled"));
        Assert.Contains("job 4711 is out of the queue: it does not go on", end.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_nobody_cancels_stays_in_the_queue()
    {
        InJob(squeue: "exit 1");
        Sandbox.Write("bansuri.yaml", $"host: {{ slurm: {{ requeue: true }} }}\ntasks: {{ {Worker} }} }}\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");

        host.Signal(Signal.Usr1);

        var end = (await host.EndAsync()).Expect(0);
        Assert.Contains("requeued: the job goes on as job 4711", end.All, StringComparison.Ordinal);
        Assert.False(File.Exists(Sandbox.In("scancelled")));
    }

    [Fact]
    public async Task A_job_whose_state_cannot_be_written_is_not_requeued()
    {
        InJob(squeue: "exit 1");
        Sandbox.Write("bansuri.yaml", $"host: {{ slurm: {{ requeue: true }} }}\ntasks: {{ {Worker} }} }}\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        Directory.Delete(Sandbox.In(".bansuri"), recursive: true);

        host.Signal(Signal.Usr1);

        var end = (await host.EndAsync()).Expect(0);
        Assert.Contains("not requeued: its state cannot be written, and what has ended would run again", end.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drain_that_is_longer_than_the_allocation_does_not_stop_at_the_start_what_it_sends_back()
    {
        InJob(squeue: EndsIn(30));
        Sandbox.Write("bansuri.yaml", $"host: {{ grace-period: 1s, slurm: {{ requeue: true, drain-before: 1h }} }}\ntasks: {{ {Worker} }} }}\n");

        var end = (await Sandbox.RunAsync("run", "-c", "bansuri.yaml")).Expect(0);

        Assert.Single(end.All.Split('\n'), line => line.Contains(" WRN ", StringComparison.Ordinal) && line.Contains("host.slurm.drain-before is 1h, and", StringComparison.Ordinal));
        Assert.Contains("worker: started", end.All, StringComparison.Ordinal);
        Assert.Contains("requeued: the job goes on as job 4711 (requeue 1 of 10)", end.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_that_the_submit_script_wants_from_the_start_on_stops_nothing_and_a_second_one_does()
    {
        InJob(squeue: EndsIn(600), script: "#!/bin/sh\\n#SBATCH --signal=B:USR1@660\\n");
        Sandbox.Write("bansuri.yaml", $"host: {{ slurm: {{ requeue: true }} }}\ntasks: {{ {Worker} }} }}\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("signals the host as soon as it starts");

        host.Signal(Signal.Usr1);
        await host.UntilLoggedAsync("SIGUSR1 is left out of account");
        host.Signal(Signal.Usr1);

        var end = (await host.EndAsync()).Expect(0);
        Assert.Contains("the end of the allocation is near (SIGUSR1)", end.All, StringComparison.Ordinal);
    }

    // Counted from the first question: on a busy machine the host may need seconds to come so far.
    private string EndsIn(int seconds) =>
        $"[ -f {Sandbox.In("end")} ] || date -u -d '+{seconds} sec' +%FT%T >{Sandbox.In("end")}; echo \"4711|RUNNING|ada|n1|$(cat {Sandbox.In("end")})|4711|/|night\"";

    private void InJob(string squeue, string requeue = ":", string script = "")
    {
        Sandbox.Script("squeue", squeue);
        Sandbox.Script("scancel", $"echo \"$@\" >>{Sandbox.In("scancelled")}");
        Sandbox.Script("scontrol", $"case $1 in requeue) {requeue};; write) printf '{script}';; show) printf 'KillWait = 30 sec\\nProctrackType = proctrack/cgroup\\n';; esac\n");
        Sandbox.Variables["SLURM_JOB_ID"] = "4711";
        Sandbox.Variables["SLURM_OPEN_MODE"] = "a";
        Sandbox.Variables["PATH"] = $"{Sandbox.Folder}:{Environment.GetEnvironmentVariable("PATH")}";
    }
}
