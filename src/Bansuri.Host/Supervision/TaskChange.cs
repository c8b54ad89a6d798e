using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>A task whose configuration changed, and what that touches.</summary>
internal sealed record TaskChange(TaskSpecification Specification, ChangeKinds Kinds);

/// <summary>One reload as the board carries it out: removes, then changes, then adds.</summary>
/// <param name="Removed">Identities.</param>
/// <param name="Changed">With their new specification.</param>
/// <param name="Added">New ones.</param>
/// <param name="Order">All identities as the configuration has them.</param>
internal sealed record BoardUpdate(
    IReadOnlyList<string> Removed, IReadOnlyList<TaskChange> Changed, IReadOnlyList<TaskSpecification> Added, IReadOnlyList<string> Order);
