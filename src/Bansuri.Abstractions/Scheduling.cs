using Bansuri.Abstractions.Keys;

namespace Bansuri.Abstractions;

/// <summary>When the task runs, and for how long. Immutable; defaults are filled in.</summary>
public sealed class Scheduling
{
    private readonly KeyValues _values;

    internal Scheduling(KeyValues values) => _values = values;

    /// <summary>Whether it is started again whenever it ends. Default: true for the string form, else false. Key <c>forever</c>.</summary>
    public bool Forever => _values.Get(SchedulingKeys.Forever);

    /// <summary>The cron expression or macro; null when there is none. Key <c>schedule-cron</c>.</summary>
    public string? ScheduleCron => _values.Get(SchedulingKeys.ScheduleCron);

    /// <summary>What an expression means that restricts both day fields. Default vixie. Key <c>cron-dialect</c>.</summary>
    public CronDialect CronDialect => _values.Get(SchedulingKeys.CronDialect);

    /// <summary>The IANA name of the zone that the schedule counts in; null is the host's. Key <c>timezone</c>.</summary>
    public string? TimeZone => _values.Get(SchedulingKeys.TimeZone);

    /// <summary>From the end of one run to the start of the next; null when there is no timer. Key <c>timer</c>.</summary>
    public TimeSpan? Timer => _values.Get(SchedulingKeys.Timer);

    /// <summary>The longest one attempt may take; null is no limit. Key <c>timeout</c>.</summary>
    public TimeSpan? Timeout => _values.Get(SchedulingKeys.Timeout);

    /// <summary>The wait before the first run. Default 0. Key <c>start-delay</c>.</summary>
    public TimeSpan StartDelay => _values.Get(SchedulingKeys.StartDelay);

    /// <summary>Shifts each slot by up to this much, always the same for a task. Default 0. Key <c>jitter</c>.</summary>
    public TimeSpan Jitter => _values.Get(SchedulingKeys.Jitter);

    /// <summary>What happens to a slot that comes while a run is active. Default skip. Key <c>overlap</c>.</summary>
    public OverlapPolicy Overlap => _values.Get(SchedulingKeys.Overlap);

    /// <summary>What happens to slots that passed while the host was down. Default skip. Key <c>missed</c>.</summary>
    public MissedPolicy Missed => _values.Get(SchedulingKeys.Missed);

    /// <summary>The most slots that <c>missed: all</c> runs. Default 10. Key <c>missed-max</c>.</summary>
    public int MissedMax => _values.Get(SchedulingKeys.MissedMax);

    /// <summary>How far back missed slots count. Default 24 h. Key <c>missed-within</c>.</summary>
    public TimeSpan MissedWithin => _values.Get(SchedulingKeys.MissedWithin);

    /// <summary>No further runs after this many successful ones; null is unlimited. Key <c>max-runs</c>.</summary>
    public int? MaxRuns => _values.Get(SchedulingKeys.MaxRuns);

    /// <summary>Not started when less than this remains of the allocation. Default 0. Key <c>needs</c>.</summary>
    public TimeSpan Needs => _values.Get(SchedulingKeys.Needs);

    /// <summary>What the task gets when the end of the allocation is near; null is nothing. Key <c>on-walltime</c>.</summary>
    public WalltimeAction? OnWalltime => _values.Get(SchedulingKeys.OnWalltime);

    /// <summary>Whether a schedule starts the task again and again: a cron expression, but for <c>@reboot</c>, which is once, or a timer.</summary>
    public bool IsPeriodic => Timer is not null || ScheduleCron?.Trim().EndsWith("@reboot", StringComparison.OrdinalIgnoreCase) == false;
}
