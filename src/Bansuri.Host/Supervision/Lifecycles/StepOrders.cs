using Bansuri.Host.Scheduling;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>What the operator, a removal and a shutdown do.</summary>
internal sealed partial class Step
{
    public void Obey(TaskOrder order)
    {
        switch (order)
        {
            case TaskOrder.Stop when _state.Desire == Desire.Disabled:
                // What is disabled stays so, and is shown so: it is the stronger of both. Once the configuration enables it, it is stopped.
                Suspend(Desire.Disabled, "disabled");
                if (_state is { IsDisabledByConfiguration: true, OrderBeneath: Desire.Run })
                {
                    _state = _state with { OrderBeneath = Desire.Stopped };
                    Do(new Effect.Remember());
                }

                break;
            case TaskOrder.Stop:
                Suspend(Desire.Stopped, "stopped by the operator");
                break;
            case TaskOrder.Disable:
                Suspend(Desire.Disabled, "disabled");
                _state = _state with { IsDisabledByConfiguration = false, OrderBeneath = Desire.Run };
                Do(new Effect.Remember());
                break;
            case TaskOrder.Start:
                Start(RunCause.Operator, "started by the operator");
                break;
            case TaskOrder.Enable when _state.Desire == Desire.Disabled:
                Start(RunCause.Operator, "started by the operator");
                break;
            case TaskOrder.Restart:
                Start(RunCause.Operator, "restarted by the operator", anew: true);
                break;
            case TaskOrder.Trigger when !IsRunning && _state.Pending is null:
                Adopt();
                Activate(Activation.After(TimeSpan.Zero, RunCause.Trigger, now));
                break;
        }
    }

    public void Remove()
    {
        End(Desire.Removed, "removed from the configuration");
        Report(TaskFact.Removed);
        Do(new Effect.Remember());
    }

    public void ShutDown() => End(Desire.Shutdown, "the host shuts down");

    /// <summary>Nothing is to come after this: an alarm that went on ringing for a slot would find nobody to answer it.</summary>
    private void End(Desire desire, string why)
    {
        var isFinal = _state.IsFinal;
        _state = _state with { Desire = desire, AfterStop = null };
        if (IsRunning)
        {
            DropWaiting(why);
            _state = _state with { Next = null };
            Halt(why);
        }
        else if (!isFinal || desire == Desire.Removed)
        {
            Rest(TaskState.Stopped, why);
        }
    }

    private string SuspendedReason => _state.Desire == Desire.Disabled ? "disabled" : "stopped by the operator";

    private void Suspend(Desire desire, string reason)
    {
        var isNew = _state.Desire != desire;
        _state = _state with { Desire = desire, AfterStop = null };
        Report(TaskFact.Suspended);
        if (isNew && desire == Desire.Stopped)
        {
            Do(new Effect.Remember());
        }

        if (IsRunning)
        {
            DropWaiting(reason);
            _state = _state with { Next = null };
            Halt(reason);
        }
        else
        {
            Rest(TaskState.Stopped, reason);
            Say(LogLevel.Information, reason);
        }
    }

    /// <summary>Start resumes a schedule, reruns what has ended and resets failures; a restart ends what runs first.</summary>
    private void Start(RunCause cause, string why, bool anew = false)
    {
        var suspended = _state.Desire is Desire.Stopped or Desire.Disabled;
        _state = _state with { Desire = Desire.Run, IsDisabledByConfiguration = false, OrderBeneath = Desire.Run };
        if (suspended)
        {
            Do(new Effect.Remember());
        }

        if (policy.Slots is not null && (suspended || _state.Next is null))
        {
            CountFromNow();
        }

        if (IsRunning)
        {
            StartWhileRunning(cause, why, anew);
            return;
        }

        Adopt();
        if (_state.Pending is not null)
        {
            return;
        }

        if (policy.Slots is not null)
        {
            Wait();
        }
        else if (anew || _state.Next is not { Cause: RunCause.Timer } || policy.Schedule is not Schedule.Timer)
        {
            _state = _state with { Next = null };
            Activate(Activation.After(TimeSpan.Zero, cause, now));
        }
    }

    /// <summary>
    /// A start while it stops, or while it waits for its next attempt, begins a fresh run; while it runs there is nothing to do. The run of
    /// a slot is left to its retries: what a start means there is the schedule, and that goes on.
    /// </summary>
    private void StartWhileRunning(RunCause cause, string why, bool anew)
    {
        var waits = policy.Slots is null && _state.State is TaskState.Backoff or TaskState.Held;
        if (anew || waits || _state.State == TaskState.Stopping)
        {
            _state = _state with { AfterStop = cause };
            Halt(why);
        }
    }
}
