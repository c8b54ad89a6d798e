using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>What the operator, a removal and a shutdown do.</summary>
internal sealed partial class Step
{
    public void Obey(TaskOrder order)
    {
        switch (order)
        {
            case TaskOrder.Stop:
                Suspend(_state.Desire == Desire.Disabled ? Desire.Disabled : Desire.Stopped, "stopped by the operator");
                break;
            case TaskOrder.Disable:
                Suspend(Desire.Disabled, "disabled");
                break;
            case TaskOrder.Start:
                Start(anew: false);
                break;
            case TaskOrder.Enable when _state.Desire == Desire.Disabled:
                Start(anew: false);
                break;
            case TaskOrder.Restart:
                Start(anew: true);
                break;
            case TaskOrder.Trigger:
                _effects.Add(new Effect.AdoptConfiguration());
                Activate(Activation.After(TimeSpan.Zero, RunCause.Trigger, now));
                break;
        }
    }

    public void Remove()
    {
        _state = _state with { Desire = Desire.Removed, AfterStop = null };
        if (IsRunning)
        {
            Halt("removed from the configuration");
        }
        else
        {
            Rest(TaskState.Stopped, "removed");
        }
    }

    public void ShutDown()
    {
        _state = _state with { Desire = Desire.Shutdown, AfterStop = null };
        if (IsRunning)
        {
            Halt("the host shuts down");
        }
        else if (!_state.IsFinal)
        {
            Rest(TaskState.Stopped, "the host shuts down");
        }
    }

    private void Suspend(Desire desire, string reason)
    {
        _state = _state with { Desire = desire, AfterStop = null };
        _effects.Add(new Effect.Remember());
        if (IsRunning)
        {
            _state = _state with { Next = null, Pending = null, Waiting = [] };
            Halt(reason);
        }
        else
        {
            Rest(TaskState.Stopped, reason);
            Say(LogLevel.Information, reason);
        }
    }

    /// <summary>Start resumes a schedule, reruns what has ended and resets failures; a restart ends what runs first.</summary>
    private void Start(bool anew)
    {
        var suspended = _state.Desire is Desire.Stopped or Desire.Disabled;
        _state = _state with { Desire = Desire.Run };
        if (suspended)
        {
            _effects.Add(new Effect.Remember());
        }

        if (IsRunning)
        {
            // A start while it stops, or waits for an attempt, begins a fresh run; while it runs there is nothing to do.
            if (anew || _state.State is TaskState.Stopping or TaskState.Backoff or TaskState.Held)
            {
                _state = _state with { AfterStop = RunCause.Operator, Next = policy.Slots is null ? null : _state.Next ?? NextSlot() };
                Halt(anew ? "restarted by the operator" : "started by the operator");
            }

            return;
        }

        _effects.Add(new Effect.AdoptConfiguration());
        if (policy.Slots is not null)
        {
            _state = _state with { Next = _state.Next ?? NextSlot() };
            Wait();
        }
        else if (_state.Pending is null)
        {
            _state = _state with { Next = null };
            Activate(Activation.After(TimeSpan.Zero, RunCause.Operator, now));
        }
    }
}
