using Bansuri.Host.Slurm;
using Bansuri.Host.Tests.Processes;
using Bansuri.Host.Tests.Supervision;

namespace Bansuri.Host.Tests.Slurm;

public sealed class AllocationTests
{
    private readonly FakeSlurm _slurm = new();
    private readonly ListLog _log = new();
    private readonly ManualTime _time = new();
    private readonly Allocation _allocation;

    public AllocationTests()
    {
        var job = SlurmEnvironment.Read(name => name switch { "SLURM_JOB_ID" => "12", "SLURMD_NODENAME" => "n1", "SLURM_TASK_PID" => "71", "SLURM_OPEN_MODE" => "a", _ => null })!;
        _allocation = new Allocation(job, new SlurmController(_slurm), _time, () => 0.5, _log);
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_that_Slurm_says_is_known_and_told()
    {
        EndsIn(TimeSpan.FromHours(2));
        _slurm.Answers("scontrol show config", "KillWait = 8 sec\nProctrackType = proctrack/linuxproc\n");

        await _allocation.LearnAsync(71, wantsRequeue: false, Stopping);

        var facts = _allocation.Facts;
        Assert.Equal((_time.GetUtcNow().AddHours(2), TimeSpan.FromSeconds(8), true), (facts.EndsAt, facts.KillWait, facts.SharesSignals));
        Assert.Contains("Slurm job 12 on n1: ends at ", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_commands_there_is_less_to_know_and_it_says_so_once()
    {
        await _allocation.LearnAsync(71, wantsRequeue: false, Stopping);

        Assert.Equal((false, true, null), (_allocation.Facts.IsEndKnown, _allocation.Facts.SharesSignals, _allocation.Facts.KillWait));
        Assert.Contains(_log.Lines, line => line.Contains("ends at a time that is not known", StringComparison.Ordinal));
        Assert.Single(_log.Lines, line => line.Contains("30 s are assumed", StringComparison.Ordinal));
        Assert.Single(_log.Lines, line => line.Contains("write '#SBATCH --signal=B:USR1@180'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_that_is_changed_on_the_live_job_is_seen_within_eleven_minutes()
    {
        EndsIn(TimeSpan.FromHours(2));
        await _allocation.LearnAsync(71, wantsRequeue: false, Stopping);
        var moved = 0;
        _allocation.Moved += () => moved++;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        var keeping = _allocation.KeepAsync(ending.Token);

        EndsIn(TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromMinutes(11));
        await Eventually.TrueAsync(() => moved == 1, "the new end");

        Assert.Contains(_log.Lines, line => line.Contains("the limit of the allocation was changed", StringComparison.Ordinal));
        await ending.CancelAsync();
        await keeping;
    }

    [Fact]
    public async Task The_nearer_the_end_the_sooner_it_is_asked_for_again()
    {
        EndsIn(TimeSpan.FromMinutes(20));
        await _allocation.LearnAsync(71, wantsRequeue: false, Stopping);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        var keeping = _allocation.KeepAsync(ending.Token);

        await _time.SleepOverAsync(TimeSpan.FromMinutes(5));
        await _time.SleepOverAsync(TimeSpan.FromMinutes(3.75));
        EndsIn(TimeSpan.FromMinutes(2));
        await _time.SleepOverAsync(TimeSpan.FromMinutes(2.8125));
        await Eventually.TrueAsync(() => _time.WakesIn(TimeSpan.FromMinutes(1)), "a wait of no more than a minute");

        await ending.CancelAsync();
        await keeping;
    }

    [Fact]
    public async Task A_controller_that_was_away_at_the_start_is_asked_again_a_minute_later()
    {
        _slurm.IsSilent("squeue").IsSilent("scontrol");
        await _allocation.LearnAsync(71, wantsRequeue: false, Stopping);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        var keeping = _allocation.KeepAsync(ending.Token);
        EndsIn(TimeSpan.FromHours(2));
        _slurm.Answers("scontrol show config", "KillWait = 8 sec\n");

        await _time.SleepOverAsync(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => _allocation.Facts is { IsEndKnown: true, KillWait: not null }, "the answers");

        await ending.CancelAsync();
        await keeping;
    }

    [Fact]
    public async Task What_is_not_asked_to_its_end_is_not_told()
    {
        using var ending = new CancellationTokenSource();
        await ending.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _allocation.LearnAsync(71, wantsRequeue: false, ending.Token));

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task What_was_known_stands_while_nobody_answers_and_when_the_job_ends()
    {
        EndsIn(TimeSpan.FromHours(2));
        await _allocation.LookAsync(Stopping);
        var end = _allocation.Facts.EndsAt;

        _slurm.IsSilent("squeue");
        await _allocation.LookAsync(Stopping);
        _slurm.Answers("squeue", "12|COMPLETING|ada|n1|2026-03-02T10:00:01|/|x");
        await _allocation.LookAsync(Stopping);

        Assert.Equal((true, end), (_allocation.Facts.IsEndKnown, _allocation.Facts.EndsAt));
    }

    private void EndsIn(TimeSpan time) => _slurm.Answers("squeue", $"12|RUNNING|ada|n1|{_time.GetUtcNow() + time:yyyy-MM-ddTHH:mm:ss}|12|/home/ada|bansuri\n");
}
