using System.Globalization;

namespace Bansuri.Host.Slurm;

/// <summary>The allocation in words.</summary>
internal static class AllocationText
{
    /// <summary><c>ends at 2026-01-10 11:06:18 +01:00 (in 3 h)</c>.</summary>
    public static string End(AllocationFacts facts, TimeProvider time) => facts switch
    {
        { EndsAt: { } end } => $"ends at {At(end, time)} (in {Length(end - time.GetUtcNow())})",
        { IsEndKnown: true } => "has no time limit",
        _ => "ends at a time that is not known",
    };

    public static string At(DateTimeOffset instant, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary><c>1d 2h</c>, <c>3h 5m</c>, <c>45s</c>.</summary>
    public static string Length(TimeSpan length)
    {
        var whole = length > TimeSpan.Zero ? length : TimeSpan.Zero;
        return whole switch
        {
            { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{whole.Days}d {whole.Hours}h"),
            { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{whole.Hours}h {whole.Minutes}m"),
            { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes}m {whole.Seconds}s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole.Seconds}s"),
        };
    }
}
