using Bansuri.Host.Slurm;
using Bansuri.Host.Tests.Processes;
using Bansuri.Host.Tests.Supervision;

namespace Bansuri.Host.Tests.Slurm;

public sealed class RequeueTests : IDisposable
{
    private readonly FakeSlurm _slurm = new();
    private readonly ListLog _log = new();
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _calledOff = new();
    private readonly List<long> _next = [];
    private readonly Dictionary<string, string?> _variables = new() { ["SLURM_JOB_ID"] = "12", ["SLURM_SUBMIT_DIR"] = "/home/ada" };

    public void Dispose() => _calledOff.Dispose();

    [Fact]
    public async Task A_job_is_requeued_under_its_number()
    {
        _slurm.Answers("scontrol requeue 12", "");

        Assert.Equal(new RequeueResult(GoesOn: true, "12"), await PerformAsync());
        Assert.Empty(_next);
        Assert.Contains(_log.Lines, line => line.Contains("the job goes on as job 12 (requeue 2 of 10)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_may_not_be_requeued_is_submitted_again_to_start_when_it_has_ended()
    {
        GoesOn().Refuses("scontrol requeue 12", "Requested operation is presently disabled for job 12")
            .Answers("scontrol show job 12 -o", "JobId=12 Command=/home/ada/submit.sh -c a.yaml WorkDir=/home/ada")
            .Answers("scontrol write batch_script 12 -", "#!/bin/bash\nexec bansuri run \"$@\"\n")
            .Answers("sbatch", "13;alpha\n");

        Assert.Equal(new RequeueResult(GoesOn: true, "13"), await PerformAsync());
        Assert.Equal([13], _next);
        Assert.Equal("sbatch --parsable --chdir=/home/ada --dependency=afterany:12 --requeue /dev/stdin -c a.yaml", _slurm.Asked[^1]);
        Assert.Equal("#!/bin/bash\nexec bansuri run \"$@\"\n", _slurm.Input);
    }

    [Theory]
    [InlineData("12|COMPLETING|ada|n1|NONE|12|/home/ada|night\n", true)]
    [InlineData("12|PENDING|ada||NONE|12|/home/ada|night\n", true)]
    [InlineData("12|RUNNING|ada|n1|NONE|12|/home/ada|night\n", false)]
    [InlineData(null, true)]
    public async Task A_requeue_that_ends_its_own_command_is_one_unless_the_job_goes_on(string? job, bool isRequeued)
    {
        _slurm.Kills("scontrol requeue 12").Answers("scontrol write batch_script 12 -", "#!/bin/bash\n").Answers("sbatch", "13\n");
        _ = job is null ? _slurm.Kills("squeue") : _slurm.Answers("squeue", job);

        Assert.True((await PerformAsync()).GoesOn);
        Assert.Equal(isRequeued ? [] : [13], _next);
    }

    [Fact]
    public async Task An_element_of_an_array_is_requeued_alone()
    {
        _variables["SLURM_ARRAY_JOB_ID"] = "12";
        _variables["SLURM_ARRAY_TASK_ID"] = "3";
        _slurm.Answers("scontrol requeue 12_3", "");

        Assert.Equal("12_3", (await PerformAsync()).Queued);
        Assert.Contains("scontrol requeue 12_3", _slurm.Asked);
    }

    [Fact]
    public async Task Where_neither_works_it_says_why()
    {
        GoesOn().Refuses("scontrol requeue 12", "disabled").Answers("scontrol write", "#!/bin/bash\n").Refuses("sbatch", "sbatch: error: not from compute nodes");

        Assert.False((await PerformAsync()).GoesOn);
        Assert.Contains(_log.Lines, line => line.Contains("could not be requeued (disabled), nor submitted again (sbatch: error: not from compute nodes)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_no_controller_answers_it_is_tried_again()
    {
        _slurm.Refuses("scontrol requeue 12", "Unexpected message received for job 12").Refuses("squeue", "slurm_load_jobs error: Unable to contact slurm controller");
        var performing = PerformAsync();
        await _time.SleepOverAsync(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => _time.WakesIn(TimeSpan.FromSeconds(5)), "the wait for a third try");
        _slurm.Answers("scontrol requeue 12", "");
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.True((await performing.InTime()).GoesOn);
        Assert.Equal(3, _slurm.Asked.Count(line => line == "scontrol requeue 12"));
        Assert.Single(_log.Lines, line => line.Contains("not requeued yet (no answer from Slurm's controller): tried again for 10 minutes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_not_tried_for_ever()
    {
        _slurm.IsSilent("scontrol requeue 12").IsSilent("squeue");
        var performing = PerformAsync();
        await Eventually.TrueAsync(() => _time.WakesIn(TimeSpan.FromSeconds(5)), "the wait for a second try");
        _time.Advance(Requeue.Patience);

        Assert.False((await performing.InTime()).GoesOn);
        Assert.Equal("not requeued: no answer from Slurm's controller", _log.Lines.Last());
    }

    [Theory]
    [InlineData("PENDING", true)]
    [InlineData("COMPLETING", false)]
    [InlineData("CANCELLED", false)]
    public async Task One_that_Slurm_has_taken_or_ended_meanwhile_is_not_submitted_as_well(string state, bool isRequeued)
    {
        _slurm.Refuses("scontrol requeue 12", "Job is pending execution").Answers("squeue", $"12|{state}|ada|n1|NONE|12|/home/ada|night\n");

        Assert.Equal(isRequeued, (await PerformAsync()).GoesOn);
        Assert.DoesNotContain(_slurm.Asked, line => line.StartsWith("sbatch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_cancels_before_the_order_is_heard()
    {
        await _calledOff.CancelAsync();

        Assert.Equal(RequeueResult.Over, await PerformAsync());
        Assert.Empty(_slurm.Asked);
        Assert.Equal("not requeued: the job was cancelled", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task Whoever_cancels_between_two_orders_is_heard()
    {
        GoesOn().Refuses("scontrol requeue 12", "disabled");
        _slurm.Then("scontrol requeue", _calledOff.Cancel);

        Assert.Equal(RequeueResult.Over, await PerformAsync());
        Assert.DoesNotContain(_slurm.Asked, line => line.StartsWith("sbatch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_cancels_while_the_script_is_asked_for_is_heard()
    {
        GoesOn().Refuses("scontrol requeue 12", "disabled").Answers("scontrol write", "#!/bin/bash\n").Answers("sbatch", "13\n");
        _slurm.Then("scontrol write", _calledOff.Cancel);

        Assert.Equal(RequeueResult.Over, await PerformAsync());
        Assert.DoesNotContain(_slurm.Asked, line => line.StartsWith("sbatch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_that_was_not_answered_before_the_cancel_may_have_been_taken()
    {
        _slurm.IsSilent("scontrol requeue 12").IsSilent("squeue");
        _slurm.Then("squeue", _calledOff.Cancel);

        Assert.Equal(new RequeueResult(GoesOn: false, "12"), await PerformAsync());
    }

    private FakeSlurm GoesOn() => _slurm.Answers("squeue", "12|RUNNING|ada|n1|NONE|12|/home/ada|night\n");

    private Task<RequeueResult> PerformAsync()
    {
        var job = SlurmEnvironment.Read(_variables.GetValueOrDefault)!;
        return new Requeue(job, new SlurmController(_slurm), _time, _log).PerformAsync(
            "2 of 10",
            next =>
            {
                _next.Add(next);
                return Task.CompletedTask;
            },
            _calledOff.Token);
    }
}
