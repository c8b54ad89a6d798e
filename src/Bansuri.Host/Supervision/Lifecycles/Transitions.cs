using System.Collections.Immutable;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>
/// The lifecycle of a task as one pure function. Nothing else decides; the supervisor's loop feeds it events and performs the effects.
/// The golden table in tests shows every state against every event.
/// </summary>
internal static class Transitions
{
    public static (Lifecycle State, ImmutableArray<Effect> Effects) Next(Lifecycle state, LifecycleEvent happened, TaskPolicy policy, Moment now)
    {
        var step = new Step(state, policy, now);
        switch (happened)
        {
            case LifecycleEvent.Added added:
                step.Enter(added);
                break;
            case LifecycleEvent.Changed changed:
                step.Change(changed.Kinds);
                break;
            case LifecycleEvent.RemoveOrdered:
                step.Remove();
                break;
            case LifecycleEvent.ShutdownOrdered:
                step.ShutDown();
                break;
            case LifecycleEvent.OperatorOrdered { Order: var order }:
                step.Obey(order);
                break;
            case LifecycleEvent.GateChanged { Gate: var gate }:
                step.TurnGate(gate);
                break;
            case LifecycleEvent.TimePassed:
                step.Tick();
                break;
            case LifecycleEvent.AttemptStarted started:
                step.NoteStart(started);
                break;
            case LifecycleEvent.BecameReady:
                step.NoteReady();
                break;
            case LifecycleEvent.AttemptFailed failed:
                step.NoteFailure(failed);
                break;
            case LifecycleEvent.RunEnded ended:
                step.EndRun(ended);
                break;
        }

        return step.Result;
    }
}
