using System.Collections.Immutable;

namespace Bansuri.Host.Reconciliation;

/// <summary>What leads from one desired state to the next. It is carried out in the order removed, changed, added.</summary>
internal sealed record Plan
{
    public ImmutableArray<TaskSpec> Removed { get; init; } = [];

    public ImmutableArray<TaskChange> Changed { get; init; } = [];

    public ImmutableArray<TaskSpec> Added { get; init; } = [];

    public ImmutableArray<TaskSpec> Unchanged { get; init; } = [];

    /// <summary>Which of the removals and additions belong together; for people, they are carried out like any other.</summary>
    public ImmutableArray<Rename> Renames { get; init; } = [];

    /// <summary>Settings of the host and notifiers.</summary>
    public ImmutableArray<FieldChange> Host { get; init; } = [];

    /// <summary>Whether nothing changes but the form.</summary>
    public bool IsEmpty => Removed.IsEmpty && Changed.IsEmpty && Added.IsEmpty && Host.IsEmpty;
}
