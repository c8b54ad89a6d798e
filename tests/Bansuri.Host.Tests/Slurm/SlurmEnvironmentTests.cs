using System.Collections.Immutable;
using Bansuri.Host.Slurm;

namespace Bansuri.Host.Tests.Slurm;

public sealed class SlurmEnvironmentTests
{
    private static readonly ImmutableDictionary<string, string> Job = ImmutableDictionary<string, string>.Empty
        .Add("SLURM_JOB_ID", "1234")
        .Add("SLURMD_NODENAME", "n1")
        .Add("SLURM_JOB_NODELIST", "n[1-2]")
        .Add("SLURM_RESTART_COUNT", "2")
        .Add("SLURM_JOB_END_TIME", "1767960378")
        .Add("SLURM_TASK_PID", "71")
        .Add("SLURM_SUBMIT_DIR", "/home/ada/run")
        .Add("SLURM_CPUS_ON_NODE", "8");

    private static SlurmEnvironment? Read(ImmutableDictionary<string, string> variables) =>
        SlurmEnvironment.Read(name => variables.GetValueOrDefault(name));

    [Fact]
    public void Everything_that_Slurm_says_is_read()
    {
        var slurm = Read(Job)!;
        Assert.Equal((1234, "n1", "n[1-2]", 2), (slurm.JobId, slurm.Node, slurm.NodeList, slurm.RestartCount));
        Assert.Equal((71, "/home/ada/run", 8), (slurm.TaskPid, slurm.SubmitDirectory, slurm.Cpus));
        Assert.Equal(new DateTimeOffset(2026, 1, 9, 12, 6, 18, TimeSpan.Zero), slurm.EndsAt);
    }

    [Fact]
    public void Without_a_job_there_is_no_allocation() => Assert.Null(Read(Job.Remove("SLURM_JOB_ID")));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-7")]
    [InlineData("12a")]
    [InlineData("99999999999999999999")]
    public void A_job_id_that_is_none_is_no_allocation(string id) => Assert.Null(Read(Job.SetItem("SLURM_JOB_ID", id)));

    [Fact]
    public void An_old_Slurm_says_less_and_the_job_is_known_all_the_same() =>
        Assert.Equal(new SlurmEnvironment(7), Read(ImmutableDictionary<string, string>.Empty.Add("SLURM_JOB_ID", "7")));

    [Theory]
    [InlineData("")]
    [InlineData("NONE")]
    [InlineData("0")]
    [InlineData("99999999999999")]
    public void An_end_that_cannot_be_read_is_unknown(string end) => Assert.Null(Read(Job.SetItem("SLURM_JOB_END_TIME", end))!.EndsAt);

    [Fact]
    public void Numbers_that_cannot_be_read_are_unknown_and_restarts_are_none()
    {
        var odd = Job.SetItem("SLURM_RESTART_COUNT", "x").SetItem("SLURM_TASK_PID", "4294967296").SetItem("SLURM_CPUS_ON_NODE", "0");
        var slurm = Read(odd)!;
        Assert.Equal((0, null, null), (slurm.RestartCount, slurm.TaskPid, slurm.Cpus));
    }

    [Fact]
    public void A_host_behind_a_shell_is_not_the_process_that_Slurm_signals()
    {
        Assert.True(Read(Job)!.IsSignalled(71));
        Assert.False(Read(Job)!.IsSignalled(72));
        Assert.True(Read(Job.Remove("SLURM_TASK_PID"))!.IsSignalled(72)); // Unknown is no reason to warn.
    }
}
