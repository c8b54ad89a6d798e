using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>
/// One transition in the making: the state as it changes and the effects so far. Lives only inside <see cref="Transitions.Next"/>.
/// This part holds how runs come to begin; the others what slots do, how runs end, what is ordered, and what an edit does.
/// </summary>
internal sealed partial class Step(Lifecycle state, TaskPolicy policy, Moment now)
{
    private readonly ImmutableArray<Effect>.Builder _effects = ImmutableArray.CreateBuilder<Effect>();
    private Lifecycle _state = state;

    public (Lifecycle State, ImmutableArray<Effect> Effects) Result => (_state, _effects.ToImmutable());

    private bool IsRunning => _state.Run is not null;

    public void Enter(LifecycleEvent.Added added)
    {
        // One that was removed and comes back is a new task: nothing is carried over but the run that still stops.
        _state = new Lifecycle
        {
            Desire = policy.Enabled ? added.Desire : Desire.Disabled,
            IsDisabledByConfiguration = !policy.Enabled,
            OrderBeneath = policy.Enabled ? Desire.Run : added.Desire,
            LastSlot = added.LastSlot,
            LastExit = added.WasInterrupted ? new AttemptExit(new ExitReason.Interrupted(), now.Wall, TimeSpan.Zero) : null,
            Gate = _state.Gate,
            State = _state.State,
            Reason = _state.Reason,
            Run = _state.Run,
            Runs = _state.Run?.Number ?? 0,
            SucceededRuns = added.SucceededRuns,
            LastVerdict = added.HasSucceeded switch { true => Verdict.Success, false => Verdict.GiveUp, null => null },
        };
        if (IsRunning)
        {
            _state = _state with { AfterStop = _state.Desire == Desire.Run ? RunCause.Added : null };
        }
        else if (_state.Desire != Desire.Run)
        {
            Rest(TaskState.Stopped, SuspendedReason);
        }
        else if (added.HasSucceeded is { } succeeded)
        {
            Rest(succeeded ? TaskState.Succeeded : TaskState.Failed, "ended before the job was requeued");
            Say(LogLevel.Information, $"{(succeeded ? "succeeded" : "failed")} before the job was requeued: not run again");
        }
        else if (IsWornOut)
        {
            Rest(TaskState.Succeeded, MaxRunsReached);
            Say(LogLevel.Information, _state.Reason);
        }
        else
        {
            CatchUp("while the host was down");
            BeginLife(RunCause.Added);
        }
    }

    public void TurnGate(Gate gate)
    {
        _state = _state with { Gate = gate };
        if (_state.Pending is { } pending)
        {
            Activate(pending);
        }
    }

    /// <summary>The first activation of a task that may run: at once, after its start delay, or at its first slot.</summary>
    private void BeginLife(RunCause cause)
    {
        if (policy.Slots is not null)
        {
            CountFromNow();
            Wait();
            RunWaiting();
        }
        else if (policy.StartDelay > TimeSpan.Zero && cause == RunCause.Added)
        {
            Delay(now.Uptime);
        }
        else
        {
            Activate(Activation.After(TimeSpan.Zero, cause, now));
        }
    }

    /// <summary>The wait before the first run; an edit of it counts from when that wait began, as one of any other delay does.</summary>
    private void Delay(TimeSpan since)
    {
        var rest = policy.StartDelay - (now.Uptime - since);
        _state = _state with { DelayedSince = since, Next = rest > TimeSpan.Zero ? Activation.After(rest, RunCause.Added, now) : null };
        if (_state.Next is null)
        {
            Activate(Activation.After(TimeSpan.Zero, RunCause.Added, now));
            return;
        }

        Show(TaskState.Scheduled, $"starts after its start-delay of {Spoken.Duration(policy.StartDelay)}");
    }

    private void Activate(Activation activation)
    {
        if (!_state.Gate.IsOpen)
        {
            Hold(activation, _state.Gate);
            return;
        }

        var run = new ActiveRun(_state.Runs + 1, activation.Cause, activation.Slot?.At);
        _state = _state with
        {
            Run = run,
            Pending = null,
            Runs = run.Number,
            Attempt = 1,
            Restarts = _state.Restarts + (activation.Cause == RunCause.Restart ? 1 : 0),
            OwesRunForChange = false,
        };
        Show(TaskState.Starting, Describe(run));
        Do(new Effect.BeginRun(run));
    }

    /// <summary>What may not begin yet waits; a once-task that waits in vain has failed.</summary>
    private void Hold(Activation activation, Gate gate)
    {
        var why = gate.Reason ?? "";
        if (!gate.IsLost || policy.Forever || policy.Periodic)
        {
            _state = _state with { Pending = activation };
            Show(gate.IsDeferral ? TaskState.Deferred : TaskState.Waiting, why);
            return;
        }

        _state = _state with
        {
            LastExit = new AttemptExit(new ExitReason.DependencyFailed(why), now.Wall, TimeSpan.Zero),
            LastVerdict = Verdict.GiveUp,
            FailedRuns = _state.FailedRuns + 1,
            FailedRunsInRow = _state.FailedRunsInRow + 1,
        };
        Say(LogLevel.Error, $"failed: its dependency can no longer succeed ({why})");
        Report(TaskFact.RunFailed);
        if (_state.Desire == Desire.Run)
        {
            FailForGood($"dependency: {why}");
        }
        else
        {
            Rest(TaskState.Stopped, $"stopped by the operator; triggered run: dependency: {why}");
        }
    }

    /// <summary>From now on nothing happens by itself.</summary>
    private void Rest(TaskState shown, string reason)
    {
        DropWaiting(reason);
        _state = _state with { Next = null, Pending = null };
        Show(shown, reason);
    }

    private void FailForGood(string reason)
    {
        Rest(TaskState.Failed, reason);
        if (policy.Essential)
        {
            Do(new Effect.FailHost());
        }
    }

    private void Halt(string why)
    {
        Show(TaskState.Stopping, why);
        Do(new Effect.StopRun(why));
    }

    /// <summary>From the next run on the newest configuration counts.</summary>
    private void Adopt()
    {
        _state = _state with { HoldsBackChange = false };
        Do(new Effect.AdoptConfiguration());
    }

    /// <summary>No effect twice: an order and an edit in one step may both ask for the same.</summary>
    private void Do(Effect effect)
    {
        if (!_effects.Contains(effect))
        {
            _effects.Add(effect);
        }
    }

    private void Report(TaskFact fact) => Do(new Effect.Report(fact, _state.Attempt));

    private void Show(TaskState shown, string reason) => _state = _state with { State = shown, Reason = reason };

    private void Say(LogLevel level, string text) => Do(new Effect.Say(level, text));

    private static string Describe(ActiveRun run) => run.Cause switch
    {
        RunCause.Slot when run.Slot is { } slot => $"slot {Spoken.Slot(slot)}",
        RunCause.Timer => "timer",
        RunCause.Restart => "restart",
        RunCause.Operator => "started by the operator",
        RunCause.Trigger => "triggered by the operator",
        RunCause.Changed => "the configuration changed",
        RunCause.Enabled => EnabledByConfiguration,
        _ => "added",
    };
}
