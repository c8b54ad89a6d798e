using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>An operator's order that waits for what it asked for.</summary>
/// <param name="Order">The order.</param>
/// <param name="Run">The number of the run that it stops, begins, or found; null when it touches none.</param>
/// <param name="Done">Completed once.</param>
internal sealed record OrderWait(TaskOrder Order, int? Run, TaskCompletionSource<OrderResult> Done)
{
    // Spelled out: `default` beside a tuple with OrderOutcome.Done would be just that.
    private static readonly (OrderOutcome? Outcome, string Message) NotYet = (null, "");

    /// <param name="order">The order.</param>
    /// <param name="after">The state that the order led to.</param>
    /// <param name="done">Completed once.</param>
    public static OrderWait For(TaskOrder order, Lifecycle after, TaskCompletionSource<OrderResult> done)
    {
        var isToCome = after.Pending is not null || after.AfterStop is not null;
        return new OrderWait(order, isToCome ? after.Runs + 1 : after.Run?.Number, done);
    }

    /// <summary>Looks at the state after each event; false while the order still waits.</summary>
    public bool TryFinish(Lifecycle state, TaskPolicy policy, Func<TaskSnapshot> snapshot)
    {
        var (outcome, message) = Order is TaskOrder.Stop or TaskOrder.Disable ? Stopped(state) : Started(state, policy);
        if (outcome is { } ended)
        {
            Done.TrySetResult(new OrderResult(ended, message, snapshot()));
        }

        return outcome is not null;
    }

    // By number: a start that came in between has the next run begin in the very moment in which this one is over.
    private (OrderOutcome? Outcome, string Message) Stopped(Lifecycle state) =>
        state.Run is { } run && run.Number == Run ? NotYet : (OrderOutcome.Done, state.Reason);

    private (OrderOutcome? Outcome, string Message) Started(Lifecycle state, TaskPolicy policy)
    {
        var suspended = state.Desire is Desire.Stopped or Desire.Disabled && Order != TaskOrder.Trigger;
        if (state.Desire is Desire.Removed or Desire.Shutdown || suspended)
        {
            return NotCarriedOut(state);
        }

        if (Run is not { } number || state.Runs < number)
        {
            var isToCome = Run is not null && (state.Run ?? (object?)state.Pending) is not null;
            return isToCome ? NotYet : WithoutRun(state);
        }

        if (state.Run?.Number != number)
        {
            return Ended(state);
        }

        // A run of a forever task has no end that one could wait for.
        var waitsForEnd = !policy.Forever && (Order == TaskOrder.Trigger || !policy.Periodic);
        return waitsForEnd ? NotYet : Up(state, policy);
    }

    private static (OrderOutcome? Outcome, string Message) Up(Lifecycle state, TaskPolicy policy) => state.State switch
    {
        TaskState.Ready => (OrderOutcome.Done, state.Reason),
        TaskState.Running when !policy.HasProbe => (OrderOutcome.Done, state.Reason),
        TaskState.Backoff or TaskState.Held => (OrderOutcome.Failed, state.Reason),
        _ => NotYet,
    };

    /// <summary>No run comes of the order: a schedule was resumed, a dependency is lost, or the run was called off.</summary>
    private static (OrderOutcome? Outcome, string Message) WithoutRun(Lifecycle state) => state switch
    {
        { Desire: not Desire.Run } => NotCarriedOut(state),
        { State: TaskState.Failed } => (OrderOutcome.Failed, state.Reason),
        _ => (OrderOutcome.Done, state.Reason),
    };

    private static (OrderOutcome? Outcome, string Message) Ended(Lifecycle state) => state.LastVerdict switch
    {
        Verdict.Success or Verdict.Ignored => (OrderOutcome.Done, state.Reason),
        Verdict.Stopped => NotCarriedOut(state),
        _ => (OrderOutcome.Failed, state.Reason),
    };

    private static (OrderOutcome? Outcome, string Message) NotCarriedOut(Lifecycle state) => (OrderOutcome.Failed, $"not carried out: {state.Reason}");
}
