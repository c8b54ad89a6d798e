using Bansuri.Host.Composition;
using Bansuri.Host.Slurm;
using Bansuri.Host.Tests.Slurm;

namespace Bansuri.Host.Tests.Composition;

/// <summary>Whether the job of a lease has ended: a wrong yes would have two hosts run the same tasks.</summary>
public sealed class SlurmJobsTests
{
    private readonly FakeSlurm _slurm = new();

    [Theory]
    [InlineData("RUNNING", false)]
    [InlineData("SUSPENDED", false)]
    [InlineData("COMPLETING", false)]
    [InlineData("PENDING", true)] // requeued: its next host has not begun
    [InlineData("CANCELLED", true)]
    [InlineData("TIMEOUT", true)]
    public async Task A_job_that_Slurm_knows_is_gone_when_it_has_no_process(string state, bool isGone)
    {
        _slurm.Answers("squeue", $"12|{state}|ada|n1|NONE|12|/|x\n");
        Assert.Equal(isGone, await IsGoneAsync());
    }

    [Fact]
    public async Task One_that_Slurm_no_longer_knows_is_gone()
    {
        _slurm.Refuses("squeue", "slurm_load_jobs error: Invalid job id specified");
        Assert.True(await IsGoneAsync());
    }

    [Fact]
    public async Task Nothing_is_known_where_nobody_answers()
    {
        Assert.Null(await IsGoneAsync());
        _slurm.IsSilent("squeue");
        Assert.Null(await IsGoneAsync());
        _slurm.Refuses("squeue", "slurm_load_jobs error: Unable to contact slurm controller");
        Assert.Null(await IsGoneAsync());
    }

    private Task<bool?> IsGoneAsync() => new SlurmJobs(new SlurmController(_slurm)).IsGoneAsync(12, TestContext.Current.CancellationToken);
}
