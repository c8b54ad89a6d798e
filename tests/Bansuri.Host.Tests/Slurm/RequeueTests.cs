using Bansuri.Host.Slurm;
using Bansuri.Host.Tests.Supervision;

namespace Bansuri.Host.Tests.Slurm;

public sealed class RequeueTests
{
    private readonly FakeSlurm _slurm = new();
    private readonly ListLog _log = new();
    private readonly List<long> _next = [];
    private readonly Dictionary<string, string?> _variables = new() { ["SLURM_JOB_ID"] = "12", ["SLURM_SUBMIT_DIR"] = "/home/ada" };

    [Fact]
    public async Task A_job_is_requeued_under_its_number()
    {
        _slurm.Answers("scontrol requeue 12", "");

        Assert.True(await PerformAsync());
        Assert.Empty(_next);
        Assert.Contains(_log.Lines, line => line.Contains("the job goes on as job 12 (requeue 2 of 10)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_may_not_be_requeued_is_submitted_again_to_start_when_it_has_ended()
    {
        _slurm.Refuses("scontrol requeue 12", "Requested operation is presently disabled for job 12")
            .Answers("scontrol show job 12 -o", "JobId=12 Command=/home/ada/submit.sh -c a.yaml WorkDir=/home/ada")
            .Answers("scontrol write batch_script 12 -", "#!/bin/bash\nexec bansuri run \"$@\"\n")
            .Answers("sbatch", "13;alpha\n");

        Assert.True(await PerformAsync());
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

        Assert.True(await PerformAsync());
        Assert.Equal(isRequeued ? [] : [13], _next);
    }

    [Fact]
    public async Task An_element_of_an_array_is_requeued_alone()
    {
        _variables["SLURM_ARRAY_JOB_ID"] = "12";
        _variables["SLURM_ARRAY_TASK_ID"] = "3";
        _slurm.Answers("scontrol requeue 12_3", "");

        Assert.True(await PerformAsync());
        Assert.Contains("scontrol requeue 12_3", _slurm.Asked);
    }

    [Fact]
    public async Task Where_neither_works_it_says_why()
    {
        _slurm.Refuses("scontrol requeue 12", "disabled").Answers("scontrol write", "#!/bin/bash\n").Refuses("sbatch", "sbatch: error: not from compute nodes");

        Assert.False(await PerformAsync());
        Assert.Contains(_log.Lines, line => line.Contains("could not be requeued (disabled), nor submitted again (sbatch: error: not from compute nodes)", StringComparison.Ordinal));
    }

    private Task<bool> PerformAsync()
    {
        var job = SlurmEnvironment.Read(_variables.GetValueOrDefault)!;
        return new Requeue(job, new SlurmController(_slurm), _log).PerformAsync(
            "2 of 10",
            next =>
            {
                _next.Add(next);
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
    }
}
