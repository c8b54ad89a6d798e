using Bansuri.Abstractions;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>What an edit of the task's configuration does. Values of live keys count by themselves: the policy is the new one.</summary>
internal sealed partial class Step
{
    public void Change(ChangeKinds kinds)
    {
        if (kinds.HasFlag(ChangeKinds.Enabled) && ChangeEnabled())
        {
            return;
        }

        if (_state.Desire != Desire.Run)
        {
            _effects.Add(new Effect.AdoptConfiguration());
            return;
        }

        if (kinds.HasFlag(ChangeKinds.Schedule))
        {
            ChangeSchedule();
        }

        if (kinds.HasFlag(ChangeKinds.Retry) && _state.State is TaskState.Backoff or TaskState.Held && IsRunning)
        {
            _effects.Add(new Effect.ReviseRetry());
        }

        var onlyPlugin = kinds.HasFlag(ChangeKinds.Plugin) && !kinds.HasFlag(ChangeKinds.Restart);
        if (onlyPlugin && !policy.Forever)
        {
            // Running ones finish on the old code, everything later uses the new one.
            _effects.Add(new Effect.AdoptConfiguration());
        }
        else if (onlyPlugin || kinds.HasFlag(ChangeKinds.Restart))
        {
            React();
        }
        else
        {
            _effects.Add(new Effect.AdoptConfiguration());
        }
    }

    /// <summary>An edit of <c>enabled</c> acts like the operator's order; true when nothing else matters any more.</summary>
    private bool ChangeEnabled()
    {
        if (!policy.Enabled)
        {
            Obey(TaskOrder.Disable);
            return true;
        }

        if (_state.Desire == Desire.Disabled)
        {
            Start(anew: false);
            return true;
        }

        return false;
    }

    /// <summary>Never fires at once; what runs is left alone, and its end follows the new schedule.</summary>
    private void ChangeSchedule()
    {
        _state = _state with { Waiting = [] };
        if (!IsRunning && _state.SucceededRuns > 0 && _state.SucceededRuns >= policy.MaxRuns)
        {
            Rest(TaskState.Succeeded, $"{_state.SucceededRuns} successful runs, max-runs is {policy.MaxRuns}");
            return;
        }

        if (policy.Slots is not null)
        {
            _state = _state with { Next = NextSlot(), Pending = null };
        }
        else if (policy.Schedule is Scheduling.Schedule.Timer timer && !IsRunning && _state.Pending is null)
        {
            var sinceEnd = _state.LastExit is { } last ? now.Wall - last.At : TimeSpan.Zero;
            var rest = timer.Interval - sinceEnd;
            _state = _state with { Next = Activation.After(rest > TimeSpan.Zero ? rest : timer.Interval, RunCause.Timer, now) };
        }
        else if (IsRunning || _state.Pending is not null)
        {
            _state = _state with { Next = null };
        }
        else if (policy.Forever)
        {
            if (_state.Next is null || _state.Next.Cause is RunCause.Slot or RunCause.Timer)
            {
                _state = _state with { Next = null };
                Activate(Activation.After(TimeSpan.Zero, RunCause.Changed, now));
            }

            return;
        }
        else
        {
            Rest(_state.LastExit is null || _state.FailedRunsInRow == 0 ? TaskState.Succeeded : TaskState.Failed, "its schedule was removed");
            return;
        }

        if (!IsRunning && _state.Pending is null)
        {
            Wait();
        }
    }

    /// <summary>A restart-class key changed: <c>on-change</c>.</summary>
    private void React()
    {
        switch (policy.OnChange.Kind)
        {
            case ChangeReactionKind.Manual:
                Say(LogLevel.Warning, "changed; on-change is manual: counts when the operator restarts it");
                return;
            case ChangeReactionKind.Signal:
                _effects.Add(new Effect.AdoptConfiguration());
                if (IsRunning)
                {
                    _effects.Add(new Effect.SignalRun(policy.OnChange.Signal));
                }

                return;
            case ChangeReactionKind.NextRun:
                _effects.Add(new Effect.AdoptConfiguration());
                return;
            case ChangeReactionKind.Auto when policy.Periodic:
                _effects.Add(new Effect.AdoptConfiguration());
                return;
            case ChangeReactionKind.Auto when !policy.Forever && IsRunning && _state.State is not (TaskState.Backoff or TaskState.Held):
                _state = _state with { OwesRunForChange = true };
                Say(LogLevel.Information, "changed; the present run finishes as it was, then it runs once as edited");
                return;
        }

        RestartForChange();
    }

    private void RestartForChange()
    {
        if (IsRunning)
        {
            _state = _state with { AfterStop = RunCause.Changed };
            Halt("the configuration changed");
            return;
        }

        _effects.Add(new Effect.AdoptConfiguration());
        if (_state.Pending is null && !policy.Periodic)
        {
            _state = _state with { Next = null };
            Activate(Activation.After(TimeSpan.Zero, RunCause.Changed, now));
        }
    }
}
