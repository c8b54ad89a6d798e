using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Supervision.Runs;

namespace Bansuri.Host.Supervision;

/// <summary>The half of a supervisor that its mailbox runs: one message after the other, and nothing else touches these fields.</summary>
internal sealed partial class TaskSupervisor
{
    private void TakeSafely(Message message)
    {
        try
        {
            Take(message);
        }
        catch (Exception failure)
        {
            // One task's supervisor must survive a bug that one message meets, as the others do.
            SupervisorLog.MessageFailed(_services.Log, failure, Snapshot.Name);
        }
    }

    private void Take(Message message)
    {
        switch (message)
        {
            case Message.Happened { Event: var happened }:
                Apply(happened);
                break;
            case Message.GateTurned:
                TakeGate();
                break;
            case Message.Ordered ordered:
                Take(ordered);
                break;
            case Message.Respecified respecified:
                Respecify(respecified.Specification);
                _policy = TaskPolicy.From(_specification.Config, _services.Time.LocalTimeZone);
                Apply(new LifecycleEvent.Changed(respecified.Kinds));
                break;
            case Message.ShutDown { Done: var done }:
                Apply(new LifecycleEvent.ShutdownOrdered());
                Await(TaskOrder.Stop, done);
                break;
            case Message.Progressed { Progress: var progress }:
                _snapshot = _snapshot with { Progress = progress };
                break;
            case Message.Hurried { Grace: var grace }:
                _run?.Hurry(grace);
                break;
        }
    }

    /// <summary>Live keys that reach what runs, beside those that it asks for.</summary>
    private void Respecify(TaskSpecification specification)
    {
        var (before, wanted) = (_specification.Config, specification.Config);
        _specification = specification;
        if (wanted.Resources.Priority != before.Resources.Priority || wanted.Resources.Cpus != before.Resources.Cpus)
        {
            _run?.Adjust();
        }

        if (wanted.FailureControl.GracePeriod != before.FailureControl.GracePeriod)
        {
            _run?.Regrace();
        }
    }

    private void Take(Message.Ordered ordered)
    {
        var refused = Refusals.Of(ordered.Order, _state);
        ordered.Looked?.TrySetResult(refused);
        if (refused is { } refusal)
        {
            ordered.Done.TrySetResult(new OrderResult(OrderOutcome.Refused, refusal, Snapshot));
            return;
        }

        if (ordered.Order == TaskOrder.Enable && _state.Desire == Desire.Run)
        {
            ordered.Done.TrySetResult(new OrderResult(OrderOutcome.Done, "it is enabled already", Snapshot));
            return;
        }

        Apply(new LifecycleEvent.OperatorOrdered(ordered.Order));
        Await(ordered.Order, ordered.Done);
    }

    private void TakeGate()
    {
        var gate = _hooks.Gate(_specification);
        if (gate != _state.Gate)
        {
            Apply(new LifecycleEvent.GateChanged(gate));
        }
    }

    private void Await(TaskOrder order, TaskCompletionSource<OrderResult> done)
    {
        var wait = OrderWait.For(order, _state, done);
        if (!wait.TryFinish(_state, _policy, () => _snapshot))
        {
            _orders.Add(wait);
        }
    }

    private void Apply(LifecycleEvent happened)
    {
        if (happened is LifecycleEvent.RunEnded)
        {
            _run?.Dispose();
            _run = null;
        }

        // Time alone may have closed it; nobody posts that. One that something waits for is turned by its own event.
        if (_state.Pending is null)
        {
            _state = _state with { Gate = _hooks.Gate(_specification) };
        }

        var before = _state;
        (_state, var effects) = Lifecycles.Transitions.Next(before, happened, _policy, _services.Now);
        foreach (var effect in effects)
        {
            Perform(effect);
        }

        Publish(before);
    }

    private void Publish(Lifecycle before)
    {
        var moment = _services.Now;
        _alarm.Set(_state.Next is { } next ? next.Remaining(moment) : null);
        _snapshot = Publisher.Snapshot(_state, _specification, _policy, _hooks) with { RunId = _run?.RunId, Progress = _state.Run is null ? null : _snapshot.Progress };
        _isGone = _state.IsGone;
        _orders.RemoveAll(order => order.TryFinish(_state, _policy, () => _snapshot));
        Report(moment);
        if (before.State != _state.State || before.Reason != _state.Reason)
        {
            var transition = new TaskTransition(moment.Wall, Snapshot.Name, before.State, _state.State, _state.Reason);
            Transitions.Add(transition);
            Narrator.Tell(_services.Log, before, _state, Snapshot);
            _hooks.Changed(transition);
        }
    }

    /// <summary>Before the transition, which may be the one that ends the host: what is to be told is on its way by then.</summary>
    private void Report(Moment moment)
    {
        foreach (var (fact, attempt, run) in _facts)
        {
            _hooks.Reported(new TaskReport { Fact = fact, At = moment, Task = _snapshot, Config = _specification.Config, Attempt = attempt, Run = run });
        }

        _facts.Clear();
        _facts.Capacity = 0;
    }

    private void Begin(ActiveRun run)
    {
        var started = new TaskRun(new RunSettings
        {
            Identity = Identity,
            Config = _inForce,
            Slot = run.Slot,
            SlotSaved = run.Slot is null || _policy.CatchUp.Runs == 0 ? null : _hooks.Saved,
            Previous = _state.LastExit,
            Services = _services,
            Owner = this,
        });
        Volatile.Write(ref _run, started);
        _mark = new RunMark(started.RunId, _services.Time.GetLocalNow(), run.Slot);
        ThreadPool.UnsafeQueueUserWorkItem(static run => _ = run.ExecuteAsync(), started, preferLocal: true);
    }

    private void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.BeginRun { Run: var run }:
                Begin(run);
                break;
            case Effect.StopRun:
                _run?.Stop();
                break;
            case Effect.ReviseRetry:
                _run?.Revise();
                break;
            case Effect.SignalRun { Signal: var signal }:
                Signal(signal);
                break;
            case Effect.AdoptConfiguration:
                _inForce = _specification.Config;
                break;
            case Effect.Say { Level: var level, Text: var text }:
                SupervisorLog.Said(_services.Log, level, Snapshot.Name, text);
                break;
            case Effect.Remember:
                _hooks.Remember(_specification, _state);
                break;
            case Effect.Report { Fact: var fact, Attempt: var attempt }:
                // A task that failed for its dependency failed without a run.
                _facts.Add((fact, attempt, fact == TaskFact.RunFailed && _state.LastExit?.Reason is ExitReason.DependencyFailed ? null : _mark));
                break;
            case Effect.FailHost:
                _hooks.EssentialFailed(_specification.Name);
                break;
        }
    }
}
