using Bansuri.Abstractions;
using Bansuri.Host.Scheduling;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>What an edit of the task's configuration does. Values of live keys count by themselves: the policy is the new one.</summary>
internal sealed partial class Step
{
    private const string EnabledByConfiguration = "enabled by the configuration";

    private bool IsWornOut => _state.SucceededRuns > 0 && _state.SucceededRuns >= policy.MaxRuns;

    private string MaxRunsReached => $"{_state.SucceededRuns} successful runs, max-runs is {policy.MaxRuns}";

    public void Change(ChangeKinds kinds)
    {
        if (_state.Desire is Desire.Removed or Desire.Shutdown)
        {
            Adopt();
            return;
        }

        var wasRunning = IsRunning;
        if (kinds.HasFlag(ChangeKinds.Restart) && policy.OnChange.Kind == ChangeReactionKind.Manual)
        {
            _state = _state with { HoldsBackChange = true };
        }

        if (!wasRunning)
        {
            // A run that this very edit begins, begins as edited.
            AdoptUnlessHeldBack();
        }

        if (kinds.HasFlag(ChangeKinds.Enabled) && ChangeEnabled())
        {
            return;
        }

        if (kinds.HasFlag(ChangeKinds.Retry))
        {
            ChangeRetry();
        }

        if (_state.Desire != Desire.Run)
        {
            Adopt();
            return;
        }

        if (kinds.HasFlag(ChangeKinds.Schedule))
        {
            ChangeSchedule();
        }

        if (kinds.HasFlag(ChangeKinds.MaxRuns))
        {
            ChangeMaxRuns();
        }

        if (kinds.HasFlag(ChangeKinds.StartDelay) && _state is { Run: null, Pending: null, Next.Cause: RunCause.Added })
        {
            Delay(_state.DelayedSince);
        }

        var hasJustBegun = IsRunning && !wasRunning;
        if (hasJustBegun)
        {
            return;
        }

        // Only forever tasks begin anew for a new generation of their plugin: the others finish on the old code, later runs use the new one.
        var isOvertaken = kinds.HasFlag(ChangeKinds.Plugin) && policy.Forever && !_state.IsFinal;
        if (kinds.HasFlag(ChangeKinds.Restart) || isOvertaken)
        {
            React();
        }
        else
        {
            AdoptUnlessHeldBack();
        }
    }

    private void AdoptUnlessHeldBack()
    {
        if (!_state.HoldsBackChange)
        {
            Adopt();
        }
    }

    /// <summary>
    /// An edit of <c>enabled</c> stops and starts as an order does, but gives back no more than it took: what the operator has stopped stays so.
    /// True when nothing else matters any more.
    /// </summary>
    private bool ChangeEnabled()
    {
        if (!policy.Enabled)
        {
            // The configuration itself is not for the state file: it may say otherwise when the next host reads it. Orders beneath it are.
            var beneath = _state.IsHeldByOperator && !_state.IsDisabledByConfiguration ? _state.Desire : _state.OrderBeneath;
            Suspend(Desire.Disabled, "disabled");
            _state = _state with { IsDisabledByConfiguration = true, OrderBeneath = beneath };
            return true;
        }

        if (!_state.IsDisabledByConfiguration)
        {
            return false;
        }

        if (_state.IsHeldByOperator)
        {
            Uncover(_state.OrderBeneath);
        }
        else
        {
            Start(RunCause.Enabled, EnabledByConfiguration);
        }

        return true;
    }

    private void Uncover(Desire order)
    {
        _state = _state with { Desire = order, IsDisabledByConfiguration = false, OrderBeneath = Desire.Run };
        if (!IsRunning)
        {
            Rest(TaskState.Stopped, SuspendedReason);
            Say(LogLevel.Information, $"{EnabledByConfiguration}, but {(order == Desire.Disabled ? "disabled by the operator" : "stopped by the operator")}");
        }
    }

    /// <summary>A wait that goes on is computed anew, from the moment of the failure.</summary>
    private void ChangeRetry()
    {
        if (IsRunning)
        {
            Do(new Effect.ReviseRetry());
        }
        else if (_state is { Pending: null, Next.Cause: RunCause.Restart, LastExit: { } exit })
        {
            WaitForRestart(exit.ToString());
        }
    }

    /// <summary>Never fires at once; what runs is left alone, and its end follows the new schedule.</summary>
    private void ChangeSchedule()
    {
        if (!IsRunning && IsWornOut)
        {
            Rest(TaskState.Succeeded, MaxRunsReached);
            return;
        }

        if (policy.Slots is not null)
        {
            CountFromNow();
            if (_state.Pending is { Cause: not (RunCause.Slot or RunCause.Operator or RunCause.Enabled or RunCause.Trigger) })
            {
                _state = _state with { Pending = null };
            }

            if (!IsRunning && _state.Pending is null)
            {
                Wait();
                RunWaiting();
            }

            return;
        }

        DropWaiting("the schedule changed");
        if (IsRunning || _state.Pending is not null)
        {
            _state = _state with { Next = null };
        }
        else if (_state.Next is not { Cause: RunCause.Added })
        {
            FollowSchedule();
        }
    }

    /// <summary>What rests for another reason than the old limit goes on resting.</summary>
    private void ChangeMaxRuns()
    {
        if (!IsRunning && IsWornOut)
        {
            Rest(TaskState.Succeeded, MaxRunsReached);
        }
        else if (_state is { IsFinal: true, State: TaskState.Succeeded })
        {
            ChangeSchedule();
        }
    }

    /// <summary>For a task that neither runs nor is due: what it waits for under a schedule without slots.</summary>
    private void FollowSchedule()
    {
        switch (policy.Schedule)
        {
            case Schedule.Timer { Interval: var interval }:
                var rest = interval - (now.Uptime - (_state.EndedAt ?? now.Uptime));
                _state = _state with { Next = Activation.After(rest > TimeSpan.Zero ? rest : interval, RunCause.Timer, now) };
                Wait();
                break;
            case Schedule.Forever when _state.Next is not { Cause: RunCause.Restart }:
                _state = _state with { Next = null };
                Activate(Activation.After(TimeSpan.Zero, RunCause.Changed, now));
                break;
            case Schedule.Once when !_state.IsFinal:
                Rest(_state.LastVerdict is Verdict.GiveUp or Verdict.Renew ? TaskState.Failed : TaskState.Succeeded, "its schedule was removed");
                break;
        }
    }

    /// <summary>A restart-class key changed: <c>on-change</c>.</summary>
    private void React()
    {
        switch (policy.OnChange.Kind)
        {
            case ChangeReactionKind.Manual:
                Say(LogLevel.Warning, "changed; on-change is manual: counts when the operator restarts it");
                break;
            case ChangeReactionKind.Signal:
                Adopt();
                if (IsRunning)
                {
                    Do(new Effect.SignalRun(policy.OnChange.Signal));
                }

                break;
            case ChangeReactionKind.NextRun:
            case ChangeReactionKind.Auto when policy.Periodic:
                Adopt();
                break;
            case ChangeReactionKind.Auto when !policy.Forever && IsRunning && _state.State is not (TaskState.Backoff or TaskState.Held):
                _state = _state with { OwesRunForChange = true };
                Say(LogLevel.Information, "changed; the present run finishes as it was, then it runs once as edited");
                break;
            default:
                RestartForChange();
                break;
        }
    }

    private void RestartForChange()
    {
        if (IsRunning)
        {
            _state = _state with { AfterStop = _state.AfterStop ?? RunCause.Changed };
            Halt("the configuration changed");
            return;
        }

        Adopt();
        if (_state.Pending is null && !policy.Periodic && _state.Next is not { Cause: RunCause.Added })
        {
            _state = _state with { Next = null };
            Activate(Activation.After(TimeSpan.Zero, RunCause.Changed, now));
        }
    }
}
