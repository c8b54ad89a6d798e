using Bansuri.Host.Slurm;

namespace Bansuri.Host.Tests.Slurm;

public sealed class WallPlanTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(24 * 60, null, 120, 150)] // minutes, drain-before, longest grace, seconds before the end
    [InlineData(24 * 60, 600, 120, 600)]
    [InlineData(24 * 60, 0, 120, 0)]
    [InlineData(2, null, 120, 60)] // half of a short allocation is for work
    [InlineData(2, null, 5, 35)]
    [InlineData(0, null, 5, 0)]
    public void Tasks_are_stopped_in_time(int minutes, int? configured, int grace, int before)
    {
        var plan = WallPlan.Of(Start.AddMinutes(minutes), Start, configured is { } seconds ? TimeSpan.FromSeconds(seconds) : null, TimeSpan.FromSeconds(grace))!;
        Assert.Equal(Start.AddMinutes(minutes).AddSeconds(-before), plan.StopsAt);
    }

    [Theory]
    [InlineData(10, 600, 120, 150)] // minutes, drain-before, longest grace, seconds before the end
    [InlineData(10, 3600, 120, 150)]
    [InlineData(2, 3600, 120, 60)]
    public void A_drain_that_is_as_long_as_the_allocation_is_left_out_of_account(int minutes, int configured, int grace, int before)
    {
        var plan = WallPlan.Of(Start.AddMinutes(minutes), Start, TimeSpan.FromSeconds(configured), TimeSpan.FromSeconds(grace))!;

        Assert.Equal(Start.AddMinutes(minutes).AddSeconds(-before), plan.StopsAt);
        Assert.NotNull(plan.Advice);
    }

    [Fact]
    public void It_is_told_with_the_remedy() => Assert.Equal(
        "host.slurm.drain-before is 30m, and the allocation ends 9m 58s after the start of the host: "
        + "nothing could run, so that it is left out of account; set it shorter, or write a longer '#SBATCH --time'",
        WallPlan.Of(Start.AddSeconds(598), Start, TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(10))!.Advice);

    [Theory]
    [InlineData(10, 599)]
    [InlineData(10, null)]
    [InlineData(-1, 600)] // beyond its limit there is nothing left to run in
    public void One_that_fits_needs_no_advice(int minutes, int? configured) => Assert.Null(
        WallPlan.Of(Start.AddMinutes(minutes), Start, configured is { } seconds ? TimeSpan.FromSeconds(seconds) : null, TimeSpan.FromSeconds(10))!.Advice);

    [Fact]
    public void Without_an_end_there_is_no_plan() => Assert.Null(WallPlan.Of(null, Start, TimeSpan.FromHours(1), TimeSpan.Zero));

    [Theory]
    [InlineData(60, 20, 30)] // seconds left, longest grace, seconds for the hooks
    [InlineData(50, 20, 20)]
    [InlineData(30, 20, 10)] // that much a signal has as well
    [InlineData(-5, 20, 10)]
    [InlineData(null, 20, 30)]
    public void What_on_walltime_begins_takes_nothing_from_the_grace_periods(int? left, int grace, int time) => Assert.Equal(
        TimeSpan.FromSeconds(time),
        WallPlan.HookTime(left is { } seconds ? TimeSpan.FromSeconds(seconds) : null, TimeSpan.FromSeconds(grace)));

    [Fact]
    public void A_job_goes_on_where_that_is_wanted_and_there_is_a_reason()
    {
        var question = new RequeueQuestion { IsWanted = true, IsForWall = true, HasWork = true, Used = 9, Budget = 10 };

        Assert.Null(RequeueRules.WhyNot(question));
        Assert.Null(RequeueRules.WhyNot(question with { Used = 1000, Budget = null }));
        Assert.Equal("", RequeueRules.WhyNot(question with { IsWanted = false }));
        Assert.Equal("", RequeueRules.WhyNot(question with { IsForWall = false, IsCancelled = true }));
        Assert.Equal("the job was cancelled, or its limit was reached", RequeueRules.WhyNot(question with { IsCancelled = true }));
        Assert.Equal("every task has ended", RequeueRules.WhyNot(question with { HasWork = false }));
        Assert.Equal("what is left needs more time than a whole allocation has", RequeueRules.WhyNot(question with { IsFutile = true }));
        Assert.Equal("it was requeued 10 times already (host.slurm.requeue-max)", RequeueRules.WhyNot(question with { Used = 10 }));
    }
}
