using Bansuri.Abstractions;

namespace Bansuri.Host.Scheduling;

/// <summary>
/// What a cron expression is read in: it means nothing without its dialect and zone, and <c>H</c> means a value of this very task.
/// </summary>
internal sealed record CronScope(CronDialect Dialect, TimeZoneInfo Zone, string TaskName);
