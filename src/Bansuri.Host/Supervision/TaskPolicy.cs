using Bansuri.Abstractions;
using Bansuri.Host.Scheduling;

namespace Bansuri.Host.Supervision;

/// <summary>What the lifecycle needs of a task's configuration: the keys that count at once.</summary>
internal sealed record TaskPolicy
{
    public required Schedule Schedule { get; init; }

    /// <summary>The slots of a cron schedule, with jitter; null for the other kinds.</summary>
    public CronSlots? Slots { get; init; }

    public CatchUp CatchUp { get; init; } = new(MissedPolicy.Skip, 0, TimeSpan.Zero);

    public RetryPolicy Retry { get; init; } = new();

    public TimeSpan StartDelay { get; init; }

    public OverlapPolicy Overlap { get; init; }

    public int? MaxRuns { get; init; }

    public bool Enabled { get; init; } = true;

    public bool Essential { get; init; }

    public ChangeReaction OnChange { get; init; }

    /// <summary>A <c>ready</c> probe says when it is up.</summary>
    public bool HasProbe { get; init; }

    public bool Forever => Schedule is Schedule.Forever;

    public bool Periodic => Schedule is Schedule.Cron or Schedule.Timer;

    /// <summary>Of a configuration that was checked: its cron expression is one.</summary>
    public static TaskPolicy From(TaskConfig config, TimeZoneInfo hostZone)
    {
        var scheduling = config.Scheduling;
        var schedule = ScheduleOf(config, hostZone);
        return new TaskPolicy
        {
            Schedule = schedule,
            Slots = schedule is Schedule.Cron cron ? new CronSlots(cron.Slots, scheduling.Jitter, config.Identification.Name) : null,
            CatchUp = new CatchUp(scheduling.Missed, scheduling.MissedMax, scheduling.MissedWithin),
            Retry = RetryPolicy.From(config),
            StartDelay = scheduling.StartDelay,
            Overlap = scheduling.Overlap,
            MaxRuns = scheduling.MaxRuns,
            Enabled = config.Identification.Enabled,
            Essential = config.FailureControl.Essential,
            OnChange = config.FailureControl.OnChange,
            HasProbe = config.FailureControl.Ready is not null,
        };
    }

    private static Schedule ScheduleOf(TaskConfig config, TimeZoneInfo hostZone)
    {
        var scheduling = config.Scheduling;
        if (scheduling.Forever)
        {
            return new Schedule.Forever();
        }

        if (scheduling.Timer is { } interval)
        {
            return new Schedule.Timer(interval);
        }

        var zone = scheduling.TimeZone is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : hostZone;
        return scheduling.ScheduleCron is { } text
            && Schedule.TryParse(text, new CronScope(scheduling.CronDialect, zone, config.Identification.Name), out var schedule, out _)
            ? schedule
            : new Schedule.Once();
    }
}
