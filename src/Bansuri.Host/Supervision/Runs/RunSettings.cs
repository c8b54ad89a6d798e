using Bansuri.Abstractions;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>What a run is made from.</summary>
internal sealed record RunSettings
{
    /// <summary>Of the task, over reloads and hosts.</summary>
    public required string Identity { get; init; }

    /// <summary>In force when the run begins; restart- and next-class keys are read from it.</summary>
    public required TaskConfig Config { get; init; }

    public required DateTimeOffset? Slot { get; init; }

    /// <summary>
    /// Completes when the state file has the slot, so that no next host takes it for one that was missed; null where none would run it.
    /// </summary>
    public Func<Task>? SlotSaved { get; init; }

    public required AttemptExit? Previous { get; init; }

    public required SupervisionServices Services { get; init; }

    public required IRunOwner Owner { get; init; }
}
