using Bansuri.Abstractions;
using Bansuri.Host.Scheduling;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>What time brings: slots, ticks, restarts. Every slot ends as run, or as a line that says why it was not.</summary>
internal sealed partial class Step
{
    public void Tick()
    {
        if (_state.Desire != Desire.Run || _state.Next is not { } next)
        {
            return;
        }

        if (next.Slot is { } slot)
        {
            Reach(slot);
        }
        else if (next.Remaining(now) <= TimeSpan.Zero)
        {
            _state = _state with { Next = null };
            if (!IsRunning && _state.Pending is null)
            {
                Activate(next);
            }
        }
    }

    private void Reach(Slot slot)
    {
        if (slot.Due > now.Wall)
        {
            Aim();
        }
        else if (now.Wall - slot.Due > Nap.Longest)
        {
            // Alarms nap no longer than that, so the machine slept or its clock was set.
            CatchUp("when the clock leapt");
            CountFromNow();
            if (!IsRunning && _state.Pending is null)
            {
                Wait();
                RunWaiting();
            }
        }
        else
        {
            Handle(slot);
            _state = _state with { Next = NextSlot() };
            if (!IsRunning && _state.Pending is null)
            {
                Activate(Activation.At(slot));
            }
            else
            {
                Overlap(slot);
            }
        }
    }

    /// <summary>The clock may have been set back since: then an earlier slot comes first.</summary>
    private void Aim()
    {
        var next = NextSlot();
        if (next == _state.Next)
        {
            return;
        }

        _state = _state with { Next = next };
        if (_state.State == TaskState.Scheduled)
        {
            Wait();
        }
    }

    private void Overlap(Slot slot)
    {
        switch (policy.Overlap)
        {
            case OverlapPolicy.Queue when _state.Waiting.IsEmpty:
                _state = _state with { Waiting = [slot] };
                Say(LogLevel.Information, $"slot {Spoken.Slot(slot.At)} waits for the present run to end");
                break;
            case OverlapPolicy.Replace when IsRunning:
                DropWaiting("replaced by a later one");
                _state = _state with { Waiting = [slot] };
                Say(LogLevel.Information, $"slot {Spoken.Slot(slot.At)} replaces the present run");
                Halt("replaced by the next slot");
                break;
            default:
                Say(LogLevel.Warning, $"slot {Spoken.Slot(slot.At)} skipped: {(IsRunning ? "a run is still active" : $"a run still waits ({_state.Reason})")}");
                break;
        }
    }

    /// <summary>The slots since the last one that was handled, by the policy for missed ones.</summary>
    private void CatchUp(string when)
    {
        if (policy.Slots is not { } slots || _state.LastSlot is not { } last)
        {
            return;
        }

        var backlog = slots.Passed(last, now.Wall, policy.CatchUp);
        if (backlog.Missed.Length > 0)
        {
            var count = $"{backlog.Missed.Length}{(backlog.More ? " or more" : "")} {(backlog.Missed.Length == 1 ? "slot" : "slots")}";
            Say(LogLevel.Warning, $"{count} missed {when}, the last at {Spoken.Slot(backlog.Missed[^1].At)}");
        }

        _state = _state with { Waiting = [.. _state.Waiting, .. backlog.Run] };
        foreach (var slot in backlog.Missed.Concat(backlog.Run).TakeLast(1))
        {
            Handle(slot);
        }
    }

    /// <summary>Slots before this moment are none of its business, neither now nor when the next host looks for missed ones.</summary>
    private void CountFromNow()
    {
        _state = _state with { Next = NextSlot() };
        var jitterHoldsOne = _state.Next?.Slot?.At <= now.Wall;
        if (!jitterHoldsOne && !(_state.LastSlot >= now.Wall))
        {
            _state = _state with { LastSlot = now.Wall };
            Do(new Effect.Remember());
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

    private void DropWaiting(string why)
    {
        foreach (var slot in _state.Waiting)
        {
            Say(LogLevel.Warning, $"slot {Spoken.Slot(slot.At)} skipped: {why}");
        }

        _state = _state with { Waiting = [] };
    }

    private void Handle(Slot slot)
    {
        if (!(_state.LastSlot >= slot.At))
        {
            _state = _state with { LastSlot = slot.At };
            Do(new Effect.Remember());
        }
    }

    private Activation? NextSlot() => policy.Slots?.Next(now.Wall, _state.LastSlot) is { } slot ? Activation.At(slot) : null;

    private void Wait() => Show(TaskState.Scheduled, _state.Next switch
    {
        null => "no further slot",
        { Slot: not null } next => $"next slot {Spoken.Slot(next.ShownAt)}",
        var next => $"next run {Spoken.Slot(next.ShownAt)}",
    });
}
