using Bansuri.Host.Configuration;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Slurm;
using Bansuri.Host.StateDirectory.States;
using Bansuri.Host.Supervision;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition.Walltime;

/// <summary>A host's life in its allocation: what it learns, what it does before the end, and whether the job goes on afterwards.</summary>
internal sealed class AllocationLife : IDisposable
{
    // As long as a busy controller takes; without an answer the tasks start all the same.
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(2);

    private readonly Allocation _allocation;
    private readonly HostGround _ground;
    private readonly StateStore _state;
    private readonly KillClock _killClock;
    private readonly ILogger _log;
    private volatile HostSettings _settings;
    private readonly CancellationTokenSource _cancelled = new();
    private Task _heeding = Task.CompletedTask;
    private string? _queued;

    public AllocationLife(Allocation allocation, HostGround ground, HostHoldings holdings, TaskBoard board, HostSettings settings)
    {
        (_allocation, _ground, _state, _settings) = (allocation, ground, holdings.State, settings);
        _log = ground.Log.Loggers.CreateLogger<AllocationLife>();
        _killClock = new KillClock(allocation, ground.Slurm, board, ground.Time, _log);
        var hooks = new WalltimeHooks(board, new HookGround(ground.Engine, ground.Environment, holdings.Socket, ground.Time), _log);
        Wall = new WallWatch(allocation, board, hooks, ground, settings);
        if (!GoesOn(allocation.Job, _state.Current))
        {
            _state.Update(state => state.Requeues == 0 && state.Succession is null ? state : state with { Requeues = 0, Succession = null });
        }
    }

    public WallWatch Wall { get; }

    public SlurmDocument Document
    {
        get
        {
            var (job, plan, now) = (_allocation.Job, Wall.Plan, _ground.Time.GetUtcNow());
            var end = _allocation.Facts.EndsAt;
            return new SlurmDocument(job.JobId, end is null ? null : TimeZoneInfo.ConvertTime(end.Value, _ground.Time.LocalTimeZone), job.RestartCount)
            {
                Node = job.Node,
                SecondsLeft = end is null ? null : Math.Max(0, Math.Round((end.Value - now).TotalSeconds)),
                StopsAt = plan is null ? null : TimeZoneInfo.ConvertTime(plan.StopsAt, _ground.Time.LocalTimeZone),
                PlannedAction = Planned(),
            };
        }
    }

    /// <summary>A job that was requeued, or that an earlier one submitted to go on with its work.</summary>
    public static bool GoesOn(SlurmEnvironment job, HostState state) => job.RestartCount > 0 || state.Succession?.To == job.JobId;

    public void Apply(HostSettings settings, TimeSpan longestGrace)
    {
        _settings = settings;
        Wall.Apply(settings, longestGrace);
    }

    /// <summary>Learns what there is to know, for a short while; what takes longer goes on in the task that this returns, with the watch.</summary>
    public async Task<Task> BeginAsync(CancellationToken stopping)
    {
        var learning = _allocation.LearnAsync(_ground.Identity.Pid, _settings.SlurmRequeue, stopping);
        await learning.WaitAsync(FirstPatience, _ground.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Task.WhenAll(learning, _allocation.KeepAsync(stopping), Wall.RunAsync(stopping));
    }

    /// <summary>An operator wants it to end.</summary>
    public void Cancel() => _cancelled.Cancel();

    /// <summary>SIGTERM came: Slurm's own clock may run.</summary>
    public void HeedTermination(TimeSpan longestGrace) => _heeding = Task.Run(() => _killClock.LookAsync(_ground.Signals.TerminatedAt, longestGrace));

    /// <summary>All tasks are stopped: the job goes on, if that is wanted.</summary>
    /// <param name="hasWork">A task had not come to its end.</param>
    /// <param name="deferred">Not null when the host ends early, as nothing that is left fits in.</param>
    public async Task EndAsync(bool hasWork, DeferredEnd? deferred)
    {
        await _heeding;
        await Wall.HooksEnded;

        // A requeue may take its time, and an operator may change his mind until it is ordered.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancelled.Token, _ground.Signals.Terminated);
        var calledOff = either.Token;
        var used = _state.Current.Requeues;
        var question = new RequeueQuestion
        {
            IsWanted = _settings.SlurmRequeue,
            IsForWall = Wall.IsDraining || deferred is not null,
            IsFutile = deferred is { HasRun: false },
            IsCancelled = calledOff.IsCancellationRequested,
            HasWork = hasWork,
            Used = used,
            Budget = _settings.SlurmRequeueMax,
        };
        if (RequeueRules.WhyNot(question) is { } why)
        {
            if (why.Length > 0)
            {
                SlurmEvents.NotRequeued(_log, why);
            }

            return;
        }

        // Written before it is asked for: the answer may be the end of this process. What has ended would run again in an incarnation that does
        // not know of it, and a budget that nobody counts has no end.
        _state.Update(state => state with { Requeues = used + 1, Succession = null });
        if (!await _state.FlushAsync())
        {
            SlurmEvents.NotRequeued(_log, "its state cannot be written, and what has ended would run again");
            return;
        }

        _queued = (await new Requeue(_allocation.Job, _ground.Slurm, _ground.Time, _log).PerformAsync(Counted(used + 1), SucceededAsync, calledOff)).Queued;
    }

    /// <summary>
    /// No cancel can come any more: one that came while the job was requeued counts as well. SIGTERM says nothing here, as a requeue sends it
    /// too; and whoever ends a queued job by <c>scancel</c> has ended it.
    /// </summary>
    public Task LeaveAsync() => _cancelled.IsCancellationRequested && _queued is { } job ? new Withdrawal(_ground.Slurm, _ground.Time, _log).PerformAsync(job) : Task.CompletedTask;

    public void Dispose() => _cancelled.Dispose();

    private Task SucceededAsync(long next)
    {
        _state.Update(state => state with { Succession = new Succession(_allocation.Job.JobId, next) });
        return _state.FlushAsync();
    }

    private string? Planned()
    {
        if (Wall.Plan is not { } plan)
        {
            return _allocation.Facts.IsEndKnown ? "nothing: the allocation has no time limit" : "tasks are stopped when Slurm says that the end is near";
        }

        var used = _state.Current.Requeues;
        var budget = _settings.SlurmRequeueMax;
        var then = !_settings.SlurmRequeue ? ""
            : used >= budget ? $", and the job is not requeued again ({used} times already)"
            : $", and the job is requeued ({Counted(used + 1)})";
        return $"tasks are stopped at {AllocationText.At(plan.StopsAt, _ground.Time)}{then}";
    }

    private string Counted(int number) => _settings.SlurmRequeueMax is { } most ? $"{number} of {most}" : $"{number}";
}
