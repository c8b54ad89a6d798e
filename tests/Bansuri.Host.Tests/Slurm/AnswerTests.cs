using Bansuri.Host.Slurm;

namespace Bansuri.Host.Tests.Slurm;

/// <summary>What Slurm 22.05 and later write, word for word.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void A_line_of_squeue_is_read()
    {
        var status = JobStatus.Parse("12|RUNNING|ada|n1|2026-11-28T10:26:14|12|/home/ada/my run|night | day\n")!;

        Assert.Equal((12, "RUNNING", "ada", "n1"), (status.JobId, status.State, status.User, status.Node));
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 10, 26, 14, TimeSpan.Zero), status.EndsAt);
        Assert.Equal(("/home/ada/my run", "night | day"), (status.Directory, status.Name));
    }

    [Fact]
    public void Of_an_array_and_of_a_heterogeneous_job_the_line_of_the_job_itself_counts()
    {
        const string Array = "14|FAILED|ada|n1|2026-11-28T10:26:14|12_1|/|x\n12|RUNNING|ada|n2|2026-11-28T10:26:14|12_2|/|x\n";
        const string Components = "20|RUNNING|ada|n1|NONE|20+0|/|x\n21|RUNNING|ada|n2|NONE|20+1|/|x\n";

        Assert.Equal(("RUNNING", "12_2", false), (JobStatus.Find(Array, 12)!.State, JobStatus.Find(Array, 12)!.Handle, JobStatus.Find(Array, 12)!.IsHeterogeneous));
        Assert.Equal(("n1", true), (JobStatus.Find(Components, 20)!.Node, JobStatus.Find(Components, 20)!.IsHeterogeneous));
        Assert.Null(JobStatus.Find(Array, 13));
        Assert.Equal("two", JobRecord.Find("JobId=14 JobName=one UserId=x\nJobId=12 JobName=two UserId=x\n", 12)!.Name);
    }

    [Theory]
    [InlineData("12|RUNNING|ada|n1|NONE|12|/|x")]
    [InlineData("12|PENDING|ada|n/a|N/A|12|/|x")]
    [InlineData("12|RUNNING|ada|n1|Unknown|12|/|x")]
    public void A_job_without_a_limit_has_no_end(string line) => Assert.Null(JobStatus.Parse(line)!.EndsAt);

    [Theory]
    [InlineData("")]
    [InlineData("slurm_load_jobs error: Invalid job id specified")]
    [InlineData("x|RUNNING|ada|n1|NONE|12|/|x")]
    public void What_is_no_such_line_is_nothing(string line) => Assert.Null(JobStatus.Parse(line));

    [Theory]
    [InlineData("RUNNING", true, false, true)]
    [InlineData("SIGNALING", true, false, true)]
    [InlineData("SUSPENDED", true, false, false)]
    [InlineData("PENDING", false, true, false)]
    [InlineData("COMPLETING", false, false, false)]
    [InlineData("CANCELLED", false, false, false)]
    [InlineData("TIMEOUT", false, false, false)]
    public void Some_states_have_a_batch_process_some_will_and_some_go_on(string state, bool runs, bool waits, bool goesOn)
    {
        var status = new JobStatus(1, state, "ada", null, null) { Handle = "1" };
        Assert.Equal((runs, waits, goesOn), (status.IsRunning, status.IsPending, status.IsWanted));
    }

    [Fact]
    public void How_a_job_was_submitted_is_read()
    {
        const string Text = "JobId=1 JobName=wrap UserId=root(0) JobState=RUNNING Reason=None Requeue=1 Restarts=0 BatchFlag=1 "
            + "Licenses=(null) Network=(null) Command=/home/ada/my run/submit.sh -c a.yaml WorkDir=/home/ada StdErr=/x StdIn=/dev/null StdOut=/home/ada/my run/out_1.log Power= \n";

        var job = JobRecord.Parse(Text);

        Assert.Equal((true, "RUNNING"), (job.Requeue, job.State));
        Assert.Equal("/home/ada/my run/submit.sh -c a.yaml", job.Command);
        Assert.Equal("/home/ada/my run/out_1.log", job.Output);
    }

    [Fact]
    public void What_a_record_does_not_say_is_unknown() =>
        Assert.Equal(
            new JobRecord { Requeue = false, Line = "JobId=1 Requeue=0 Command=(null) WorkDir=/" },
            JobRecord.Parse("JobId=1 Requeue=0 Command=(null) WorkDir=/"));

    [Fact]
    public void What_administrators_have_set_is_read()
    {
        var settings = ClusterSettings.Parse("Configuration data as of 2026-11-28T10:21:16\nKillWait                = 30 sec\nProctrackType           = proctrack/cgroup\nX = a=b\n");

        Assert.Equal(new ClusterSettings(TimeSpan.FromSeconds(30), "cgroup"), settings);
        Assert.Equal(new ClusterSettings(null, null), ClusterSettings.Parse("slurm_load_ctl_conf error"));
    }

    [Theory]
    [InlineData(30, 27)]
    [InlineData(60, 57)]
    [InlineData(8, 5)]
    [InlineData(6, 3)]
    [InlineData(5, 2.5)]
    [InlineData(2, 1)]
    [InlineData(0, 0)]
    public void Tasks_have_KillWait_but_for_three_seconds_or_half_of_it(int killWait, double cap) =>
        Assert.Equal(TimeSpan.FromSeconds(cap), GraceCap.Of(TimeSpan.FromSeconds(killWait)));
}
