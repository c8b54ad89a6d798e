using System.Collections.Immutable;

namespace Bansuri.Host.Scheduling;

/// <summary>The slots of one task: its cron expression, shifted by its jitter.</summary>
internal sealed record CronSlots(CronSchedule Cron, TimeSpan Jitter, string TaskName)
{
    /// <summary>A task that ran each second and was down for a year has no use for 31 million lines.</summary>
    private const int MostReported = 1000;

    /// <summary>cron(8) takes a change of the clock of at least this much for a correction, and counts from the new time.</summary>
    private static readonly TimeSpan Correction = TimeSpan.FromHours(3);

    /// <summary>The slot that is due next: always after now, and none a second time when the clock went back a little.</summary>
    public Slot? Next(DateTimeOffset now, DateTimeOffset? lastHandled = null)
    {
        var handled = lastHandled < now + Correction ? lastHandled : null;

        // The shift is less than one period: of the slots that passed, only the last can still be due.
        if (Jitter > TimeSpan.Zero && Cron.Latest(1, now - Jitter, now) is [var latest]
            && At(latest) is var pending && pending.Due > now && !(latest <= handled))
        {
            return pending;
        }

        return Cron.Next(handled > now ? handled.Value : now) is { } at ? At(at) : null;
    }

    /// <summary>
    /// What passed between the last slot that was handled and now, a stop of the host or a leap of the clock between them.
    /// </summary>
    public Backlog Passed(DateTimeOffset lastHandled, DateTimeOffset now, CatchUp catchUp)
    {
        if (lastHandled >= now)
        {
            return Backlog.Empty;
        }

        var limit = MostReported + catchUp.Runs;
        ImmutableArray<Slot> passed = [.. Cron.Latest(limit + 1, lastHandled, now).Select(At).Where(slot => slot.Due <= now)];
        var slots = passed.TakeLast(limit).ToList();
        var run = slots.Where(slot => now - slot.At <= catchUp.Within).TakeLast(catchUp.Runs).ToImmutableArray();
        return new(run, [.. slots.SkipLast(run.Length)], passed.Length > limit);
    }

    private Slot At(DateTimeOffset at) =>
        new(at, Jitter > TimeSpan.Zero && Cron.Next(at) is { } following
            ? at + Scheduling.Jitter.Of(TaskName, Jitter, following - at)
            : at);
}
