using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Keys;

/// <summary>The rows of the section Scheduling. See docs/configuration.md for the reference that is made from them.</summary>
internal static class SchedulingKeys
{
    public static readonly Key<bool> Forever = new("forever", Section.Scheduling, ChangeClass.Live, Scalars.Boolean, "start again whenever it ends, until removed")
    {
        Default = false,
        DefaultText = "`false`; for entries that are texts `true`",
    };

    public static readonly Key<string?> ScheduleCron = new("schedule-cron", Section.Scheduling, ChangeClass.Live, Schedules.Cron, "when to run, as a cron expression of 5 or 6 fields or a macro such as @daily");

    public static readonly Key<CronDialect> CronDialect = new("cron-dialect", Section.Scheduling, ChangeClass.Live, Scalars.OneOf<CronDialect>(), "vixie: day of month OR day of week when both are restricted; and: both must match")
    {
        Default = Abstractions.CronDialect.Vixie,
        DefaultText = "`vixie`",
    };

    public static readonly Key<string?> TimeZone = new("timezone", Section.Scheduling, ChangeClass.Live, Schedules.TimeZone, "IANA name of the zone that the schedule counts in")
    {
        DefaultText = "the host's",
    };

    public static readonly Key<TimeSpan?> Timer = new("timer", Section.Scheduling, ChangeClass.Live, Durations.OrNone, "from the end of one run to the start of the next");

    public static readonly Key<TimeSpan?> Timeout = new("timeout", Section.Scheduling, ChangeClass.Next, Durations.OrNone, "the longest one attempt may take")
    {
        DefaultText = "none",
    };

    public static readonly Key<TimeSpan> StartDelay = new("start-delay", Section.Scheduling, ChangeClass.Live, Durations.AtLeast(TimeSpan.Zero), "the wait before the first run")
    {
        Default = TimeSpan.Zero,
        DefaultText = "`0`",
    };

    public static readonly Key<TimeSpan> Jitter = new("jitter", Section.Scheduling, ChangeClass.Live, Durations.AtLeast(TimeSpan.Zero), "shifts each slot by up to this much, always the same for a task")
    {
        Default = TimeSpan.Zero,
        DefaultText = "`0`",
    };

    public static readonly Key<OverlapPolicy> Overlap = new("overlap", Section.Scheduling, ChangeClass.Live, Scalars.OneOf<OverlapPolicy>(), "what happens to a slot that comes while a run is active")
    {
        Default = OverlapPolicy.Skip,
        DefaultText = "`skip`",
    };

    public static readonly Key<MissedPolicy> Missed = new("missed", Section.Scheduling, ChangeClass.Live, Scalars.OneOf<MissedPolicy>(), "what happens to slots that passed while the host was down")
    {
        Default = MissedPolicy.Skip,
        DefaultText = "`skip`",
    };

    public static readonly Key<int> MissedMax = new("missed-max", Section.Scheduling, ChangeClass.Live, Scalars.Integer(1, 10_000), "most slots that `missed: all` runs")
    {
        Default = 10,
        DefaultText = "`10`",
    };

    public static readonly Key<TimeSpan> MissedWithin = new("missed-within", Section.Scheduling, ChangeClass.Live, Durations.AtLeast(TimeSpan.Zero), "how far back missed slots count")
    {
        Default = TimeSpan.FromHours(24),
        DefaultText = "`24h`",
    };

    public static readonly Key<int?> MaxRuns = new("max-runs", Section.Scheduling, ChangeClass.Live, Scalars.CountOrUnlimited, "no further runs after this many successful ones")
    {
        DefaultText = "unlimited",
    };

    public static readonly Key<TimeSpan> Needs = new("needs", Section.Scheduling, ChangeClass.Live, Durations.AtLeast(TimeSpan.Zero), "not started when less than this remains of the allocation")
    {
        Default = TimeSpan.Zero,
        DefaultText = "`0`",
    };

    public static readonly Key<WalltimeAction?> OnWalltime = new("on-walltime", Section.Scheduling, ChangeClass.Live, Walltimes.Action, "what the task gets when the end of the allocation is near")
    {
        DefaultText = "none",
    };
}
