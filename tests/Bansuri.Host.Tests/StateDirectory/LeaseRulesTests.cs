using Bansuri.Host.StateDirectory.Leases;

namespace Bansuri.Host.Tests.StateDirectory;

public sealed class LeaseRulesTests
{
    private static readonly DateTimeOffset Then = new(2026, 1, 9, 11, 0, 0, TimeSpan.Zero);

    private static readonly LeaseRecord Self = new()
    {
        Id = "self",
        Host = "n1",
        Pid = 100,
        StartTime = 5000,
        BootId = "boot-1",
        PidNamespace = "pid:[1]",
        JobId = 12,
        RestartCount = 1,
        StartedAt = Then,
        Heartbeat = Then,
        IntervalSeconds = 30,
    };

    private static readonly LeaseRecord Other = Self with { Id = "other", Pid = 71, StartTime = 4000, JobId = null };

    private static readonly LeaseEvidence Fresh = new() { HeartbeatAge = TimeSpan.FromSeconds(12) };

    private static readonly LeaseEvidence Silent = new() { HeartbeatAge = TimeSpan.FromSeconds(91) };

    [Fact]
    public void A_process_that_runs_on_this_node_holds_its_lease() =>
        Assert.Null(LeaseRules.WhyStale(Other, Self, Silent with { ProcessRuns = true, TakeOver = true }));

    [Fact]
    public void A_process_that_has_ended_on_this_node_does_not() =>
        Assert.Equal("its process has ended", LeaseRules.WhyStale(Other, Self, Fresh));

    [Fact]
    public void A_host_that_replaced_its_own_program_keeps_its_lease() =>
        Assert.NotNull(LeaseRules.WhyStale(Other with { Pid = Self.Pid, StartTime = Self.StartTime }, Self, Fresh with { ProcessRuns = true }));

    [Fact]
    public void Another_boot_of_this_node_makes_it_stale() =>
        Assert.Equal("the node has booted since", LeaseRules.WhyStale(Other with { BootId = "boot-0" }, Self, Fresh));

    [Fact]
    public void In_another_container_of_this_node_process_numbers_say_nothing() =>
        Assert.Null(LeaseRules.WhyStale(Other with { PidNamespace = "pid:[2]" }, Self, Silent));

    [Theory]
    [InlineData(12, 0, true)]
    [InlineData(12, 1, false)]
    [InlineData(13, 0, false)]
    public void An_earlier_incarnation_of_the_same_job_has_gone(long job, int restarts, bool isStale) => Assert.Equal(
        isStale,
        LeaseRules.WhyStale(Other with { Host = "n2", BootId = "boot-2", JobId = job, RestartCount = restarts }, Self, Silent) is not null);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public void A_job_that_has_ended_holds_nothing(bool? isGone, bool isStale) => Assert.Equal(
        isStale,
        LeaseRules.WhyStale(Other with { Host = "n2", BootId = "boot-2", JobId = 7 }, Self, Silent with { JobIsGone = isGone }) is not null);

    [Theory]
    [InlineData(91, true, true)]
    [InlineData(89, true, false)]
    [InlineData(91, false, false)]
    public void Elsewhere_only_the_operator_may_judge_by_the_heartbeat(int seconds, bool takeOver, bool isStale)
    {
        var evidence = new LeaseEvidence { HeartbeatAge = TimeSpan.FromSeconds(seconds), TakeOver = takeOver };

        Assert.Equal(isStale, LeaseRules.WhyStale(Other with { Host = "n2", BootId = "boot-2" }, Self, evidence) is not null);
    }

    [Fact]
    public void The_refusal_says_who_holds_it_and_what_to_do()
    {
        var holder = Other with { Host = "n2", JobId = 7 };

        var refusal = LeaseRules.Refusal(new LeaseRequest("/data/.bansuri", Self), holder, Fresh);

        Assert.Contains("'/data/.bansuri' is in use by another host: pid 71 on n2, Slurm job 7, since ", refusal, StringComparison.Ordinal);
        Assert.EndsWith("last heartbeat 12s ago\n  = help: stop it ('bansuri cancel'), or give this one a --state-directory of its own", refusal, StringComparison.Ordinal);
        Assert.EndsWith("start with --take-over", LeaseRules.Refusal(new LeaseRequest("/data/.bansuri", Self), holder, Silent), StringComparison.Ordinal);
    }

    [Fact]
    public void The_elements_of_an_array_are_told_how_each_gets_its_own() => Assert.EndsWith(
        "write '--state-directory .bansuri-$SLURM_ARRAY_TASK_ID' into the submit script",
        LeaseRules.Refusal(new LeaseRequest("/data/.bansuri", Self) { IsArrayElement = true }, Other with { Host = "n2", JobId = 7 }, Fresh),
        StringComparison.Ordinal);
}
