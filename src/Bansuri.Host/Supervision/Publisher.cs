using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>Turns the state of a lifecycle into what others see.</summary>
internal static class Publisher
{
    public static TaskSnapshot Snapshot(Lifecycle state, TaskSpecification specification, TaskPolicy policy, SupervisorHooks hooks) => new()
    {
        Name = specification.Name,
        Type = specification.Config.Identification.Type,
        State = state.State,
        Reason = state.Reason,
        IsHeldByOperator = state.IsHeldByOperator,
        Enabled = state.Desire != Desire.Disabled,
        Pid = state.Run?.Pid,
        StartedAt = state.Run?.StartedAt,
        Attempt = state.Attempt,
        Times = policy.Retry.Times,
        Runs = state.Runs,
        FailedRuns = state.FailedRuns,
        FailedRunsInRow = state.FailedRunsInRow,
        Restarts = state.Restarts,
        LastExit = state.LastExit,
        LastRunSucceeded = state.LastVerdict is Verdict.Success or Verdict.Ignored,
        IsFinal = state.IsFinal,
        NextRun = policy.Periodic ? state.Next?.ShownAt : null,
        Generation = hooks.Generation(specification.Config.Identification.Type),
        Description = specification.Config.Identification.Description,
    };
}
