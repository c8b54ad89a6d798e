using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>Orders that make no sense in a state, with the reason and what to do instead.</summary>
internal static class Refusals
{
    public const string Removed = "it is being removed";

    public static string? Of(TaskOrder order, Lifecycle state) => (order, state) switch
    {
        (_, { Desire: Desire.Removed }) => Removed,
        (_, { Desire: Desire.Shutdown }) => "the host is shutting down",
        (TaskOrder.Start or TaskOrder.Restart or TaskOrder.Trigger, { Desire: Desire.Disabled }) => "it is disabled: enable it first",
        (TaskOrder.Enable, { Desire: Desire.Stopped }) => "it is not disabled, the operator stopped it: start it",
        (TaskOrder.Trigger, { Run: not null }) => "a run is active already",
        (TaskOrder.Trigger, { Pending: not null }) => $"a run waits already: {state.Reason}",
        _ => null,
    };
}
