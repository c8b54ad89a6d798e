using System.Collections.Immutable;
using Bansuri.Abstractions;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Notifications;

/// <summary>
/// When to tell, as one pure function. A failure counts from the threshold on, and when it has stood for <c>notify-after</c>; from then on
/// each further failed run is told at once. What ends it is a success, or for a forever task a healthy life; whoever would have been told
/// of the failure is told of that end, and of no other.
/// </summary>
internal static class NotifyRules
{
    public static (Vigil State, ImmutableArray<Notice> Notices) Next(Vigil state, Occurrence happened, NotifyPolicy policy, TimeSpan now)
    {
        var (next, notices) = happened switch
        {
            _ when policy.Events == NotifyEvents.None => (Vigil.Quiet, []),
            Occurrence.Reported { Sighting: var sighting } => Take(state, sighting, policy, now),
            Occurrence.HostEnded when state.Standing is { IsPending: true } pending => Tell(state, pending),
            Occurrence.TimePassed => Look(state, policy, now),
            _ => (state, []),
        };
        return (next, [.. notices.Where(notice => policy.Events.HasFlag(notice.Event))]);
    }

    /// <summary>When the next thing is due by itself; null when nothing is.</summary>
    public static TimeSpan? Due(Vigil state, NotifyPolicy policy)
    {
        var failure = state.Standing is { IsPending: true } pending ? pending.Since + policy.After : default(TimeSpan?);
        var health = state.HasFailure && state.Alive is { } life && policy.HealthyAfter is { } healthy ? life.Since + healthy : default(TimeSpan?);
        return failure is null || health < failure ? health : failure;
    }

    private static (Vigil State, ImmutableArray<Notice> Notices) Take(Vigil state, Sighting sighting, NotifyPolicy policy, TimeSpan now) => sighting.Report.Fact switch
    {
        TaskFact.RunFailed => Fail(state, sighting, policy, now),
        TaskFact.Held => Fail(state, sighting, policy with { Threshold = 0 }, now),
        TaskFact.RunSucceeded => (Vigil.Quiet, [Success(state, sighting, policy)]),
        TaskFact.Restarted => (state with { Alive = new Life(sighting, now) }, [new Notice(NotifyEvents.Restart, sighting)]),
        TaskFact.Started when policy.HealthyAfter is not null => (state with { Alive = new Life(sighting, now) }, []),
        TaskFact.AttemptFailed => (state with { Alive = null }, []),
        TaskFact.Suspended => (state with { Standing = null, Alive = null }, []),
        TaskFact.Removed => (Vigil.Quiet, []),
        _ => (state, []),
    };

    private static (Vigil State, ImmutableArray<Notice> Notices) Fail(Vigil state, Sighting sighting, NotifyPolicy policy, TimeSpan now)
    {
        var inRow = sighting.Report.Task.FailedRunsInRow;
        var failed = state with { FailedRuns = inRow, Alive = null };
        if (state.Standing is null && inRow < policy.Threshold)
        {
            return (failed, []);
        }

        var since = state.Standing?.Since ?? now;
        var standing = new Failure(sighting, since, IsPending: now - since < policy.After);
        return standing.IsPending ? (failed with { Standing = standing }, []) : Tell(failed, standing);
    }

    private static (Vigil State, ImmutableArray<Notice> Notices) Tell(Vigil state, Failure failure) =>
        (state with { Standing = failure with { IsPending = false }, IsTold = true }, [new Notice(NotifyEvents.Fail, failure.Last)]);

    // One message for one run: a recovery is a success already.
    private static Notice Success(Vigil state, Sighting sighting, NotifyPolicy policy) => state.IsTold && policy.Events.HasFlag(NotifyEvents.Recover)
        ? new Notice(NotifyEvents.Recover, sighting) { FailedRuns = state.FailedRuns }
        : new Notice(NotifyEvents.Success, sighting);

    private static (Vigil State, ImmutableArray<Notice> Notices) Look(Vigil state, NotifyPolicy policy, TimeSpan now)
    {
        if (state.HasFailure && state.Alive is { } life && now - life.Since >= policy.HealthyAfter)
        {
            var recovery = new Notice(NotifyEvents.Recover, life.Start) { FailedRuns = state.FailedRuns, HealthyFor = policy.HealthyAfter };
            return (Vigil.Quiet, state.IsTold ? [recovery] : []);
        }

        return state.Standing is { IsPending: true } pending && now - pending.Since >= policy.After ? Tell(state, pending) : (state, []);
    }
}
