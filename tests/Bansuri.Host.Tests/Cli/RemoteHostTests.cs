using Bansuri.Host.Cli;
using Bansuri.Host.Tests.Slurm;

namespace Bansuri.Host.Tests.Cli;

/// <summary>Commands about hosts in jobs on other nodes.</summary>
public sealed class RemoteHostTests
{
    private readonly FakeSlurm _slurm = new();

    [Fact]
    public async Task A_suspended_job_is_not_asked()
    {
        Job("SUSPENDED", Environment.UserName);

        var run = await RunAsync("status", "--job", "12");

        Assert.Equal(3, run.Code);
        Assert.Contains("job 12 is suspended", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_about_a_job_elsewhere_runs_there_as_a_step()
    {
        Job("RUNNING", Environment.UserName);

        var became = await Assert.ThrowsAsync<BecameException>(() => RunAsync("logs", "backup", "-f", "--job", "12"));

        Assert.Equal(
            ["srun", "--jobid=12", "--overlap", "-N1", "-n1", "-w", "n7", "--input=none", "--quiet", "--quit-on-interrupt", "env", "BANSURI_FORWARDED=12"],
            became.Command[..12]);
        Assert.Equal(["logs", "backup", "-f", "--job", "12"], became.Command[13..]);
    }

    [Fact]
    public async Task Another_users_job_is_refused_with_the_reason()
    {
        Job("RUNNING", "somebody");
        Assert.Equal((ExitCodes.NoHost, "error: job 12 is somebody's: only its owner can reach its host\n"), Outcome(await RunAsync("status", "--job", "12")));
    }

    [Fact]
    public async Task A_job_that_waits_or_has_ended_has_no_host()
    {
        Job("PENDING", Environment.UserName);
        Assert.Contains("job 12 is pending: its host does not run yet", (await RunAsync("status", "--job", "12")).Error, StringComparison.Ordinal);

        Job("CANCELLED", Environment.UserName);
        Assert.Contains("job 12 has ended (CANCELLED)", (await RunAsync("status", "--job", "12")).Error, StringComparison.Ordinal);

        _slurm.Refuses("squeue", "slurm_load_jobs error: Invalid job id specified");
        Assert.Contains("job 12 has ended (Slurm knows it no longer)", (await RunAsync("status", "--job", "12")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Slurms_commands_it_says_that_they_are_missing()
    {
        var run = await RunAsync("status", "--job", "12");

        Assert.Equal(
            (ExitCodes.NoHost, "error: no host of job 12 runs on this node; Slurm's commands, which could reach it elsewhere, are not on PATH\n"),
            Outcome(run));
    }

    [Fact]
    public async Task A_step_that_finds_no_host_looks_no_further()
    {
        Job("RUNNING", Environment.UserName);

        var run = await CommandRun.OfAsync(["status", "--job", "12"], new RecordedRunner(), name => name == "BANSURI_FORWARDED" ? "12" : null, _slurm);

        Assert.Contains("job 12 runs, and no host of it answers", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancel_that_finds_no_host_signals_the_batch_process_alone()
    {
        _slurm.Answers("squeue -h -t all -j 12", "14|RUNNING|ada|n7|NONE|12_1|/|x\n12|RUNNING|ada|n7|NONE|12_2|/|x\n").Answers("scancel -b -s TERM 12_2", "");

        var run = await CommandRun.OfAsync(["cancel", "12"], new RecordedRunner(), name => name == "BANSURI_FORWARDED" ? "12" : null, _slurm);

        Assert.Equal((0, "job 12: its host does not answer and got SIGTERM\n"), (run.Code, run.Out));
    }

    [Fact]
    public async Task A_cancel_waits_here_for_the_end_of_the_job_as_that_ends_its_steps()
    {
        Job("RUNNING", Environment.UserName);
        _slurm.Answers("srun --jobid=12", "");
        _slurm.Then("squeue -h -t all -j 12", () => Job("COMPLETED", Environment.UserName));

        var run = await RunAsync("cancel", "12");

        Assert.Equal((0, "the host of job 12 has shut down\n"), (run.Code, run.Out));
        Assert.EndsWith(" cancel 12 --no-wait", Assert.Single(_slurm.Asked, line => line.StartsWith("srun", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancel_that_comes_after_the_requeue_says_how_the_job_gets_out_of_the_queue()
    {
        Job("RUNNING", Environment.UserName);
        _slurm.Answers("srun --jobid=12", "");
        _slurm.Then("srun --jobid=12", () => Job("PENDING", Environment.UserName));
        Assert.Equal(
            (ExitCodes.NoHost, "error: the host of job 12 has shut down, and its job is in the queue again; 'scancel 12' takes it out of the queue\n"),
            Outcome(await RunAsync("cancel", "12")));

        Assert.Equal(
            (ExitCodes.NoHost, "error: job 12 is pending: its host does not run yet; 'scancel 12' takes it out of the queue\n"),
            Outcome(await RunAsync("cancel", "12")));
    }

    [Fact]
    public async Task Submit_passes_the_options_on()
    {
        var runner = new RecordedRunner();
        await CommandRun.OfAsync(["submit", "-c", "a.yaml", "--print", "-p", "gpu", "--time", "1-00:00:00", "--", "-C", "v100"], runner);

        Assert.Equal(("a.yaml", true), (runner.Submit?.Config, runner.Submit?.Print));
        Assert.Equal(["--partition=gpu", "--time=1-00:00:00", "-C v100"], runner.Submit?.Sbatch);
    }

    private static (int Code, string Error) Outcome(CommandRun run) => (run.Code, run.Error);

    private void Job(string state, string user) => _slurm.Answers("squeue -h -t all -j 12", $"12|{state}|{user}|n7|2026-03-02T10:00:00|12|/nowhere|bansuri\n");

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(arguments, new RecordedRunner(), slurm: _slurm);
}
