using Bansuri.Abstractions;

namespace Bansuri.Host.Configuration;

/// <summary>What reading a configuration must know of schedules. Pure.</summary>
internal interface ICronRules
{
    /// <summary>Judges a cron expression as the task would use it.</summary>
    CronVerdict Check(string expression, CronDialect dialect, string? timeZone, string task);
}
