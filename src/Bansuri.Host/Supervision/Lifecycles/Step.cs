using System.Collections.Immutable;
using Bansuri.Host.Scheduling;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>
/// One transition in the making: the state as it changes and the effects so far. Lives only inside <see cref="Transitions.Next"/>.
/// This part holds how runs come to begin; the others how they end, what is ordered, and what an edit does.
/// </summary>
internal sealed partial class Step(Lifecycle state, TaskPolicy policy, Moment now)
{
    private readonly ImmutableArray<Effect>.Builder _effects = ImmutableArray.CreateBuilder<Effect>();
    private Lifecycle _state = state;

    public (Lifecycle State, ImmutableArray<Effect> Effects) Result => (_state, _effects.ToImmutable());

    private bool IsRunning => _state.Run is not null;

    public void Enter(LifecycleEvent.Added added)
    {
        if (IsRunning)
        {
            // Removed, and back before its last process was gone: it begins anew after that.
            _state = _state with { Desire = policy.Enabled ? Desire.Run : Desire.Disabled, AfterStop = policy.Enabled ? RunCause.Added : null };
            return;
        }

        var desire = !policy.Enabled ? Desire.Disabled : added.Desire;
        _state = _state with { Desire = desire, LastSlot = added.LastSlot };
        if (desire != Desire.Run)
        {
            Rest(TaskState.Stopped, desire == Desire.Disabled ? "disabled" : "stopped by the operator");
            return;
        }

        CatchUp(added.LastSlot);
        BeginLife(RunCause.Added);
    }

    public void Tick()
    {
        if (_state.Next is not { } next || next.Remaining(now) > TimeSpan.Zero || _state.Desire != Desire.Run)
        {
            return;
        }

        if (next.Slot is { } slot)
        {
            Handle(slot);
            _state = _state with { Next = NextSlot() };
        }
        else
        {
            _state = _state with { Next = null };
        }

        if (!IsRunning && _state.Pending is null)
        {
            Activate(next);
        }
        else if (next.Slot is { } late)
        {
            Overlap(late);
        }
    }

    public void TurnGate(Gate gate)
    {
        _state = _state with { Gate = gate };
        if (_state.Pending is not { } pending)
        {
            return;
        }

        if (gate.IsOpen)
        {
            Activate(pending);
        }
        else if (gate.IsLost && !policy.Forever && !policy.Periodic)
        {
            var exit = new AttemptExit(new ExitReason.DependencyFailed(gate.Reason ?? ""), now.Wall, TimeSpan.Zero);
            _state = _state with { Pending = null, FailedRuns = _state.FailedRuns + 1, LastExit = exit };
            FailForGood($"dependency: {gate.Reason}");
        }
        else
        {
            Show(TaskState.Waiting, gate.Reason ?? "");
        }
    }

    /// <summary>The first activation of a task that may run: at once, after its start delay, or at its first slot.</summary>
    private void BeginLife(RunCause cause)
    {
        if (policy.Slots is not null)
        {
            _state = _state with { Next = NextSlot() };
            Wait();
            RunWaiting();
        }
        else if (policy.StartDelay > TimeSpan.Zero && cause == RunCause.Added)
        {
            _state = _state with { Next = Activation.After(policy.StartDelay, cause, now) };
            Show(TaskState.Scheduled, $"starts after its start-delay of {Spoken.Duration(policy.StartDelay)}");
        }
        else
        {
            Activate(Activation.After(TimeSpan.Zero, cause, now));
        }
    }

    private void Activate(Activation activation)
    {
        if (!_state.Gate.IsOpen)
        {
            _state = _state with { Pending = activation };
            Show(TaskState.Waiting, _state.Gate.Reason ?? "");
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
        _effects.Add(new Effect.BeginRun(run));
    }

    private void Overlap(Slot slot)
    {
        switch (policy.Overlap)
        {
            case Abstractions.OverlapPolicy.Queue when _state.Waiting.IsEmpty:
                _state = _state with { Waiting = [slot] };
                Say(LogLevel.Information, $"slot {Spoken.Slot(slot.At)} waits for the present run to end");
                break;
            case Abstractions.OverlapPolicy.Replace when IsRunning:
                _state = _state with { Waiting = [slot] };
                Say(LogLevel.Information, $"slot {Spoken.Slot(slot.At)} replaces the present run");
                Halt("replaced by the next slot");
                break;
            default:
                Say(LogLevel.Warning, $"slot {Spoken.Slot(slot.At)} skipped: a run is still active");
                break;
        }
    }

    private void CatchUp(DateTimeOffset? lastSlot)
    {
        if (policy.Slots is not { } slots || lastSlot is not { } last)
        {
            return;
        }

        var backlog = slots.Passed(last, now.Wall, policy.CatchUp);
        if (backlog.Missed.Length > 0)
        {
            Say(LogLevel.Warning, $"{backlog.Missed.Length}{(backlog.More ? " or more" : "")} slots missed while the host was down, the last at {Spoken.Slot(backlog.Missed[^1].At)}");
        }

        _state = _state with { Waiting = backlog.Run };
        foreach (var slot in backlog.Missed.Concat(backlog.Run).TakeLast(1))
        {
            Handle(slot);
        }
    }

    private void RunWaiting()
    {
        if (!_state.Waiting.IsEmpty)
        {
            var slot = _state.Waiting[0];
            _state = _state with { Waiting = _state.Waiting.RemoveAt(0) };
            Activate(Activation.At(slot));
        }
    }

    private void Handle(Slot slot)
    {
        if (!(_state.LastSlot >= slot.At))
        {
            _state = _state with { LastSlot = slot.At };
            _effects.Add(new Effect.Remember());
        }
    }

    private Activation? NextSlot() => policy.Slots?.Next(now.Wall, _state.LastSlot) is { } slot ? Activation.At(slot) : null;

    private void Wait() => Show(TaskState.Scheduled, _state.Next is { } next ? $"next slot {Spoken.Slot(next.ShownAt)}" : "no further slot");

    private void Rest(TaskState state, string reason)
    {
        _state = _state with { Next = null, Pending = null, Waiting = [] };
        Show(state, reason);
    }

    private void FailForGood(string reason)
    {
        Rest(TaskState.Failed, reason);
        if (policy.Essential)
        {
            _effects.Add(new Effect.FailHost());
        }
    }

    private void Halt(string why)
    {
        Show(TaskState.Stopping, why);
        _effects.Add(new Effect.StopRun(why));
    }

    private void Show(TaskState shown, string reason) => _state = _state with { State = shown, Reason = reason };

    private void Say(LogLevel level, string text) => _effects.Add(new Effect.Say(level, text));

    private static string Describe(ActiveRun run) => run.Cause switch
    {
        RunCause.Slot when run.Slot is { } slot => $"slot {Spoken.Slot(slot)}",
        RunCause.Timer => "timer",
        RunCause.Restart => "restart",
        RunCause.Operator => "started by the operator",
        RunCause.Trigger => "triggered by the operator",
        RunCause.Changed => "the configuration changed",
        _ => "added",
    };
}
