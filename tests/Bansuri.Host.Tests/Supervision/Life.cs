using System.Collections.Immutable;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>A task's life under random events: plays the supervisor's loop and the run, and checks after each step that the state can be.</summary>
internal sealed class Life(TaskPolicy policy, Random random)
{
    private readonly List<(OrderWait Wait, TaskCompletionSource<OrderResult> Done)> _orders = [];
    private readonly List<(TimeSpan At, LifecycleEvent Happened, Lifecycle After)> _story = [];
    private TimeSpan _now;

    public Lifecycle State { get; private set; } = new();

    public int OpenOrders => _orders.Count(order => !order.Done.Task.IsCompleted);

    public string Story => string.Join('\n', _story.Select(each =>
        $"{each.At} {each.Happened} -> {each.After.State}, {each.After.Desire}, run {each.After.Run?.Number}, next {each.After.Next?.Cause}, pending {each.After.Pending?.Cause}: {each.After.Reason}"));

    private Moment Now => new(Tasks.Start + _now, _now);

    /// <summary>Anything that can happen now.</summary>
    public void Happen()
    {
        _now += TimeSpan.FromSeconds(random.Next(0, 90));
        switch (random.Next(13))
        {
            case 0 or 1 or 2:
                Order((TaskOrder)random.Next(6));
                break;
            case 3:
                Apply(new LifecycleEvent.GateChanged(random.Next(4) switch
                {
                    0 => new Gate("db: failed", IsLost: true),
                    1 => new Gate("db: running"),
                    2 => new Gate("needs more time") { IsDeferral = true },
                    _ => Gate.Open,
                }));
                break;
            case 4:
                Apply(new LifecycleEvent.Changed((ChangeKinds)random.Next(128)));
                break;
            case 5:
                Apply(State.Desire == Desire.Removed ? new LifecycleEvent.Added() : random.Next(4) == 0 ? new LifecycleEvent.RemoveOrdered() : new LifecycleEvent.TimePassed());
                break;
            case 6 or 7:
                Apply(new LifecycleEvent.TimePassed());
                break;
            case 8 when State.Run is { } run && State.State is TaskState.Backoff or TaskState.Held:
                Apply(new LifecycleEvent.RunEnded(Tasks.Exit(1), new Judgement(Verdict.Stopped, run.Attempt, 1)) { IsDeferred = true });
                break;
            default:
                Run(random.Next(5));
                break;
        }
    }

    /// <summary>Nothing more is ordered or edited, every gate opens, and what runs comes to its end.</summary>
    public void ComeToRest()
    {
        Apply(new LifecycleEvent.GateChanged(Gate.Open));
        for (var step = 0; step < 8 && OpenOrders > 0; step++)
        {
            Run(State.State == TaskState.Stopping ? 4 : State.State == TaskState.Running ? 2 : 0);
        }
    }

    public void Begin() => Apply(new LifecycleEvent.Added(random.Next(4) == 0 ? Desire.Stopped : Desire.Run, random.Next(2) == 0 ? Tasks.Start.AddMinutes(-12) : null));

    public void ShutDown() => Apply(new LifecycleEvent.ShutdownOrdered());

    private void Run(int what)
    {
        if (State.Run is not { } run)
        {
            return;
        }

        var isStopping = State.State == TaskState.Stopping;
        Apply((isStopping ? 4 : what) switch
        {
            0 => new LifecycleEvent.AttemptStarted(run.Attempt, 100),
            1 => new LifecycleEvent.AttemptFailed(Tasks.Exit(1), new Judgement(Verdict.Retry, run.Attempt, random.Next(1, 12), TimeSpan.FromSeconds(1))),
            2 => new LifecycleEvent.RunEnded(Tasks.Exit(0), new Judgement(Verdict.Success, run.Attempt, 0)),
            3 => new LifecycleEvent.RunEnded(Tasks.Exit(1), new Judgement(policy.Forever && random.Next(2) == 0 ? Verdict.Renew : Verdict.GiveUp, run.Attempt, 1)),
            _ when isStopping => new LifecycleEvent.RunEnded(Tasks.Exit(new ExitReason.Stopped()), new Judgement(Verdict.Stopped, run.Attempt, 0)),
            _ => new LifecycleEvent.BecameReady(),
        });
    }

    private void Order(TaskOrder order)
    {
        if (Refusals.Of(order, State) is not null || (order == TaskOrder.Enable && State.Desire == Desire.Run))
        {
            return;
        }

        Apply(new LifecycleEvent.OperatorOrdered(order));
        var done = new TaskCompletionSource<OrderResult>();
        _orders.Add((OrderWait.For(order, State, done), done));
        Finish();
    }

    private void Apply(LifecycleEvent happened)
    {
        var before = State;
        (State, var effects) = Transitions.Next(before, happened, policy, Now);
        _story.Add((_now, happened, State));
        Check(before, effects);
        Finish();
    }

    private void Finish()
    {
        foreach (var (wait, _) in _orders.Where(order => !order.Done.Task.IsCompleted))
        {
            wait.TryFinish(State, policy, () => null!); // Nobody reads it here.
        }
    }

    private void Check(Lifecycle before, ImmutableArray<Effect> effects)
    {
        var hasRun = State.Run is not null;
        Must(hasRun || State.State is not (TaskState.Starting or TaskState.Running or TaskState.Ready or TaskState.Stopping or TaskState.Held), "a run");
        Must(!hasRun || State.State is TaskState.Starting or TaskState.Running or TaskState.Ready or TaskState.Stopping or TaskState.Held or TaskState.Backoff, "no run");
        Must(State.State != TaskState.Backoff || hasRun || State.Next is not null, "something to wait for in backoff");
        Must((State.State is TaskState.Waiting or TaskState.Deferred) == State.Pending is not null, "waiting with something that waits");
        Must(State.Pending is null || (!hasRun && !State.Gate.IsOpen), "nothing that waits at an open gate");
        Must(State.State is not (TaskState.Succeeded or TaskState.Failed or TaskState.Stopped) || State.IsFinal, "a final state");
        Must(State.State != TaskState.Scheduled || State.Next is not null, "a next run");
        Must(State.Desire == Desire.Run || State.Next is null, "no alarm for a task that shall not run");
        Must(State.Desire == Desire.Run || State.AfterStop is null, "nothing after the stop of a task that shall not run");
        Must(!State.IsFinal || State.AfterStop is null, "nothing after the end");
        Must(hasRun || State.Waiting.IsEmpty || State.Pending is not null, "no slot that waits for no run");

        var begun = effects.OfType<Effect.BeginRun>().ToList();
        Must(begun.Count <= 1 && begun.TrueForAll(effect => effect.Run.Number == State.Run?.Number && before.Run?.Number != effect.Run.Number && State.Gate.IsOpen), "one run at a time, at an open gate");
        Must(begun.Count == 1 || !hasRun || State.Run?.Number == before.Run?.Number, "no run without its beginning");
        Must(begun.Count == 0 || State.Desire == Desire.Run || State.Run?.Cause == RunCause.Trigger, "no run of a task that shall not run");
        Must(!effects.OfType<Effect.StopRun>().Any() || State.State == TaskState.Stopping, "a stop that is shown");
        Must(!(State.LastSlot < before.LastSlot) || before.Desire == Desire.Removed, "slots in their order");
    }

    private void Must(bool isSo, string what)
    {
        if (!isSo)
        {
            Assert.Fail($"there must be {what}:\n{Story}\n{State}");
        }
    }
}
