using Bansuri.Abstractions;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Host.Reconciliation;

/// <summary>What becomes of a task that changes, in words: who restarts, and when. Follows the table of orders and edits in docs/architecture.md.</summary>
internal static class Effects
{
    public static string Of(TaskChange change, Presence presence) => (change, presence) switch
    {
        ({ Ordered: false }, not Presence.Ordered) => "stops",
        ({ Ordered: true }, Presence.Suspended) => "starts",
        (_, Presence.Suspended or Presence.Ordered) => "stays stopped, counts when it is started",
        ({ New.Generation: null, NeedsRestart: true }, _) => "waits for a plugin that provides its type",
        ({ NeedsRestart: true }, _) => Restart(change, presence),
        (_, Presence.Finished) => Finished(change),
        ({ Fields: var fields }, Presence.Active) when fields.Any(field => field.Class == ChangeClass.Next) => "goes on running, counts from its next run",
        (_, Presence.Active) => "goes on running",
        _ => change.Old.Entry.Config.Scheduling.IsPeriodic && change.New.Entry.Config.Scheduling.Forever ? "starts" : "goes on waiting",
    };

    private static string Restart(TaskChange change, Presence presence)
    {
        var config = change.New.Entry.Config;
        var reaction = config.FailureControl.OnChange;
        var isActive = presence == Presence.Active;
        return reaction.Kind switch
        {
            ChangeReactionKind.Manual => isActive ? "goes on running until an operator restarts it" : "counts when an operator starts it",
            ChangeReactionKind.Signal when isActive => $"gets {SignalNames.Format(reaction.Signal)}, counts from its next run",
            ChangeReactionKind.NextRun when isActive => "goes on running, counts from its next run",
            ChangeReactionKind.Signal or ChangeReactionKind.NextRun => "counts from its next run",
            ChangeReactionKind.Restart when isActive => "restarts",
            _ when config.Scheduling.IsPeriodic => "counts from its next run",
            _ when isActive && config.Scheduling.Forever => "restarts",
            _ when change.IsPluginOnly => isActive ? "finishes as it was; a finished one is not run again" : "counts from its next run",
            _ => Anew(presence),
        };
    }

    private static string Anew(Presence presence) => presence switch
    {
        Presence.Active => "finishes as it was, then runs once as edited",
        Presence.Finished => "runs again as edited",
        Presence.Delayed => "starts anew as edited",
        _ => "starts as edited",
    };

    private static string Finished(TaskChange change)
    {
        var (old, next) = (change.Old.Entry.Config.Scheduling, change.New.Entry.Config.Scheduling);
        var isResumed = (next.Forever, next.IsPeriodic) != (old.Forever, old.IsPeriodic) || next.ScheduleCron != old.ScheduleCron || IsRaised(old.MaxRuns, next.MaxRuns);
        return (isResumed, next.Forever, next.IsPeriodic) switch
        {
            (true, true, _) => "starts",
            (true, _, true) => "waits for its schedule",
            _ => "is not run again",
        };
    }

    // What had reached the old limit goes on below a higher one.
    private static bool IsRaised(int? old, int? next) => old is { } before && !(next <= before);
}
