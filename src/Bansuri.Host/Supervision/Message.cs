using Bansuri.Abstractions;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>What a task's mailbox takes: a closed family.</summary>
internal abstract record Message
{
    internal sealed record Happened(LifecycleEvent Event) : Message;

    /// <summary>What the gate depends on has changed. It is looked at when the mailbox comes to this: an answer given along could be stale by then.</summary>
    internal sealed record GateTurned : Message;

    internal sealed record Ordered(TaskOrder Order, TaskCompletionSource<OrderResult> Done) : Message
    {
        /// <summary>Completed when the order has been looked at: with the reason of a refusal, or null.</summary>
        public TaskCompletionSource<string?>? Looked { get; init; }
    }

    internal sealed record Respecified(TaskSpecification Specification, ChangeKinds Kinds) : Message;

    internal sealed record ShutDown(TaskCompletionSource<OrderResult> Done) : Message;

    internal sealed record Progressed(TaskProgress Progress) : Message;

    internal sealed record Hurried(TimeSpan Grace) : Message;
}
