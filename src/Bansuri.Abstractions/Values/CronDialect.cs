namespace Bansuri.Abstractions;

/// <summary>What a cron expression means that restricts both day fields: <c>cron-dialect</c>.</summary>
public enum CronDialect
{
    /// <summary>Day of month OR day of week, as crontab(5) has it.</summary>
    Vixie,

    /// <summary>Both must match.</summary>
    And,
}
