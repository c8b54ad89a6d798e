using Bansuri.Abstractions;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Configuration;
using Bansuri.Host.Slurm;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition.Walltime;

/// <summary>
/// Leads the tasks to the end of the allocation: defers those that need more time than is left, gives each its <c>on-walltime</c>, and
/// begins the shutdown in time, by its own clock or when Slurm's SIGUSR1 comes.
/// </summary>
internal sealed class WallWatch
{
    // Longer naps would overlook a clock that was set, or a machine that was suspended.
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(30);

    private readonly Allocation _allocation;
    private readonly TaskBoard _board;
    private readonly WalltimeHooks _hooks;
    private readonly HostSignals _signals;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private volatile HostSettings _settings;
    private TimeSpan _longestGrace;
    private volatile TaskCompletionSource _pulse = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _draining;
    private string? _advised;
    private bool _forgiven;

    public WallWatch(Allocation allocation, TaskBoard board, WalltimeHooks hooks, HostGround ground, HostSettings settings)
    {
        (_allocation, _board, _hooks, _settings) = (allocation, board, hooks, settings);
        (_signals, _time) = (ground.Signals, ground.Time);
        _log = ground.Log.Loggers.CreateLogger<WallWatch>();
        allocation.Moved += OnMoved;
    }

    /// <summary>The host ends because the allocation does.</summary>
    public bool IsDraining => _draining;

    /// <summary>Completes when no command of a hook runs; those that do are ended with the shutdown.</summary>
    public Task HooksEnded => _hooks.Ended;

    /// <summary>Null while no end is known.</summary>
    public WallPlan? Plan => WallPlan.Of(_allocation.Facts.EndsAt, _allocation.StartedAt, _settings.SlurmDrainBefore, _longestGrace);

    /// <summary>A reload was applied.</summary>
    public void Apply(HostSettings settings, TimeSpan longestGrace)
    {
        (_settings, _longestGrace) = (settings, longestGrace);
        _pulse.TrySetResult();
    }

    /// <summary>Whether a run may begin in what is left. The reason names instants, so that it stays the same while time passes.</summary>
    public Gate Fits(TaskConfig task)
    {
        if (_draining)
        {
            return Closed("the allocation is about to end");
        }

        return task.Scheduling.Needs is var needs && needs > TimeSpan.Zero && _allocation.Facts.EndsAt is { } end && end - _time.GetUtcNow() < needs
            ? Closed($"needs {Durations.Format(needs)}, and the allocation ends at {AllocationText.At(end, _time)}")
            : Gate.Open;
    }

    /// <summary>Watches until the shutdown begins.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            _pulse = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Advise();
            if (_signals.Warned.IsCompleted && !Forgives())
            {
                await DrainAsync("SIGUSR1", stopping);
                return;
            }

            var now = _time.GetUtcNow();
            if (Plan is { } plan && plan.StopsAt <= now)
            {
                // Limits are raised on live jobs, and a job that was suspended ends later.
                await _allocation.LookAsync(stopping);
                if (Plan is { } asked && asked.StopsAt <= _time.GetUtcNow())
                {
                    await DrainAsync($"it {AllocationText.End(_allocation.Facts, _time)}", stopping);
                    return;
                }

                continue;
            }

            _hooks.FireDue(_allocation.Facts.EndsAt, stopping);
            await NapAsync(Plan, stopping);
        }
    }

    private static Gate Closed(string why) => new(why) { IsDeferral = true };

    private void Advise()
    {
        if (Plan?.Advice is { } advice && advice != _advised)
        {
            _advised = advice;
            SlurmEvents.Advice(_log, advice);
        }
    }

    // Slurm sends it once; whoever sends another one means it.
    private bool Forgives()
    {
        if (_forgiven || !_allocation.IsWarnedAtOnce || Plan is not { } plan || plan.StopsAt <= _time.GetUtcNow())
        {
            return false;
        }

        _forgiven = true;
        _signals.ForgetWarning();
        SlurmEvents.WarnedAtOnce(_log, AllocationText.At(plan.StopsAt, _time));
        return true;
    }

    private async Task NapAsync(WallPlan? plan, CancellationToken stopping)
    {
        var now = _time.GetUtcNow();
        var next = new[] { plan?.StopsAt - now, _hooks.Next(_allocation.Facts.EndsAt) - now, LongestNap }.OfType<TimeSpan>().Min();
        var nap = Task.Delay(next > TimeSpan.Zero ? next : TimeSpan.Zero, _time, stopping);
        await Task.WhenAny(nap, _pulse.Task, _signals.Warned);
    }

    private async Task DrainAsync(string why, CancellationToken stopping)
    {
        _draining = true;
        SlurmEvents.Draining(_log, why, _settings.SlurmRequeue ? "tasks are stopped, and the job is requeued" : "tasks are stopped");
        _board.TurnGates();
        await _hooks.FireAllAsync(WallPlan.HookTime(_allocation.Facts.EndsAt - _time.GetUtcNow(), _longestGrace), stopping);
        if (!stopping.IsCancellationRequested)
        {
            _signals.Stop("the allocation is about to end");
        }
    }

    private void OnMoved()
    {
        // What was deferred may fit now.
        _board.TurnGates();
        _pulse.TrySetResult();
    }
}
