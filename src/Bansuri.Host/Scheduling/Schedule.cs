using System.Diagnostics.CodeAnalysis;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Scheduling;

/// <summary>When a task runs. Two schedules are equal when they mean the same.</summary>
internal abstract record Schedule
{
    private Schedule()
    {
    }

    /// <summary>
    /// What <c>schedule-cron</c> says: a cron expression, or a macro that is no cron at all (<c>@reboot</c>, <c>@every 5m</c>).
    /// </summary>
    public static bool TryParse(
        string text, CronScope scope, [NotNullWhen(true)] out Schedule? schedule, [NotNullWhen(false)] out CronError? error)
    {
        schedule = null;
        if (!CronPrefix.TryTake(ref text, ref scope, out error))
        {
            return false;
        }

        var words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        switch (words.FirstOrDefault()?.ToLowerInvariant())
        {
            case "@reboot" when words.Length == 1:
                schedule = new Once();
                return true;
            case "@every":
                schedule = words is [_, var interval] && Durations.TryParse(interval, out var span) && span > TimeSpan.Zero
                    ? new Timer(span)
                    : null;
                error = schedule is null ? new($"'{text}' lacks a duration longer than 0, as in '@every 5m'") : null;
                break;
            default:
                schedule = CronSchedule.TryParse(text, scope, out var slots, out error) ? new Cron(slots) : null;
                break;
        }

        return error is null;
    }

    /// <summary>One run, when the task is added.</summary>
    internal sealed record Once : Schedule;

    /// <summary>Again whenever it ends.</summary>
    internal sealed record Forever : Schedule;

    /// <summary>Again this long after it ended.</summary>
    internal sealed record Timer(TimeSpan Interval) : Schedule;

    /// <summary>At the slots of a cron expression.</summary>
    internal sealed record Cron(CronSchedule Slots) : Schedule;
}
