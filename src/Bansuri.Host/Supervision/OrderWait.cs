using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>An operator's order that waits for what it asked for.</summary>
/// <param name="Order">The order.</param>
/// <param name="Until">The run that must have begun, for orders that begin one; its number when the order was taken plus one.</param>
/// <param name="Done">Completed once.</param>
internal sealed record OrderWait(TaskOrder Order, int Until, TaskCompletionSource<OrderResult> Done)
{
    // Spelled out: `default` beside a tuple with OrderOutcome.Done would be just that.
    private static readonly (OrderOutcome? Outcome, string Message) NotYet = (null, "");

    /// <summary>Looks at the state after each event; false while the order still waits.</summary>
    public bool TryFinish(Lifecycle state, TaskPolicy policy, Func<TaskSnapshot> snapshot)
    {
        var (outcome, message) = Judge(state, policy);
        if (outcome is { } ended)
        {
            Done.TrySetResult(new OrderResult(ended, message, snapshot()));
        }

        return outcome is not null;
    }

    private (OrderOutcome? Outcome, string Message) Judge(Lifecycle state, TaskPolicy policy) => Order switch
    {
        TaskOrder.Stop or TaskOrder.Disable => state.Run is null ? (OrderOutcome.Done, state.Reason) : NotYet,
        TaskOrder.Trigger => state.Runs < Until || state.Run is not null || state.State == TaskState.Waiting ? Interrupted(state) : Result(state),
        _ => Started(state, policy),
    };

    private (OrderOutcome? Outcome, string Message) Started(Lifecycle state, TaskPolicy policy)
    {
        if (Interrupted(state) is { Outcome: not null } interrupted)
        {
            return interrupted;
        }

        if (policy.Slots is not null && state.Run is null)
        {
            return (OrderOutcome.Done, state.Reason);
        }

        if (state.Runs < Until || state.State is TaskState.Stopping or TaskState.Waiting or TaskState.Starting)
        {
            return NotYet;
        }

        var isUp = state.State == TaskState.Ready || (state.State == TaskState.Running && !policy.HasProbe);
        return policy.Forever || policy.Periodic
            ? state.State switch
            {
                _ when isUp => (OrderOutcome.Done, state.Reason),
                TaskState.Backoff or TaskState.Held or TaskState.Failed => (OrderOutcome.Failed, state.Reason),
                TaskState.Scheduled or TaskState.Succeeded => Result(state),
                _ => NotYet,
            }
            : state.Run is null ? Result(state) : NotYet;
    }

    private static (OrderOutcome? Outcome, string Message) Interrupted(Lifecycle state) =>
        state.Desire is Desire.Removed or Desire.Shutdown || (state.Desire is Desire.Stopped or Desire.Disabled && state.Run?.Cause != RunCause.Trigger && state.Run is not null)
            ? (OrderOutcome.Failed, $"not carried out: {state.Reason}")
            : NotYet;

    private static (OrderOutcome? Outcome, string Message) Result(Lifecycle state) =>
        (state.FailedRunsInRow > 0 ? OrderOutcome.Failed : OrderOutcome.Done, state.Reason);
}
