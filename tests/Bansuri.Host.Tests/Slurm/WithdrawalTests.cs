using Bansuri.Host.Slurm;
using Bansuri.Host.Tests.Processes;
using Bansuri.Host.Tests.Supervision;

namespace Bansuri.Host.Tests.Slurm;

public sealed class WithdrawalTests
{
    private readonly FakeSlurm _slurm = new();
    private readonly ListLog _log = new();
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_job_is_taken_out_of_the_queue_and_the_log_says_how()
    {
        _slurm.Answers("scancel 12_3", "");

        Assert.True(await PerformAsync("12_3"));
        Assert.Equal(
            ["cancelled while the requeue was under way: job 12_3 is taken out of the queue again, by 'scancel 12_3'", "job 12_3 is out of the queue: it does not go on"],
            _log.Lines);
    }

    [Fact]
    public async Task While_no_controller_answers_it_is_tried_again()
    {
        _slurm.IsSilent("scancel");
        var performing = PerformAsync("12");
        await Eventually.TrueAsync(() => _time.WakesIn(TimeSpan.FromSeconds(1)), "the wait for a second try");
        _slurm.Answers("scancel 12", "");
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await performing.InTime());
        Assert.Equal(["scancel 12", "scancel 12"], _slurm.Asked);
    }

    [Fact]
    public async Task Where_it_cannot_be_done_it_says_so_with_the_command_to_type()
    {
        _slurm.Refuses("scancel", "scancel: error: Unable to contact slurm controller");
        var performing = PerformAsync("12");
        await Eventually.TrueAsync(() => _time.WakesIn(TimeSpan.FromSeconds(1)), "the wait for a second try");
        _time.Advance(Withdrawal.Patience);

        Assert.False(await performing.InTime());
        Assert.Equal(
            "job 12 could not be taken out of the queue again, and may go on (scancel: error: Unable to contact slurm controller): type 'scancel 12'",
            _log.Lines.Last());
    }

    [Fact]
    public async Task Without_the_command_there_is_no_second_try()
    {
        Assert.False(await PerformAsync("12"));
        Assert.EndsWith("type 'scancel 12'", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_Slurm_has_forgotten_is_out_of_the_queue()
    {
        _slurm.Refuses("scancel", "scancel: error: Kill job error on job id 12: Invalid job id specified");

        Assert.True(await PerformAsync("12"));
    }

    private Task<bool> PerformAsync(string job) => new Withdrawal(new SlurmController(_slurm), _time, _log).PerformAsync(job);
}
