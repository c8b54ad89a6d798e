using System.Globalization;

namespace Bansuri.Host.Cli.Rendering;

/// <summary>Times as people read them: local with offset, and relative.</summary>
internal static class Times
{
    /// <summary><c>2026-01-10 02:00:00 +01:00 (in 3h 5m)</c>, or <c>(4m 12s ago)</c>.</summary>
    public static string Both(DateTimeOffset instant, TimeProvider time) => $"{Local(instant, time)} ({Relative(instant - time.GetUtcNow())})";

    public static string Local(DateTimeOffset instant, TimeProvider time) =>
        TimeZoneInfo.ConvertTime(instant, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>Two units at most: <c>3d 4h</c>, <c>4m 12s</c>, <c>0s</c>.</summary>
    public static string Length(TimeSpan length)
    {
        var whole = TimeSpan.FromSeconds(Math.Max(0, Math.Floor(length.TotalSeconds)));
        (int Amount, string Unit)[] parts = [(whole.Days, "d"), (whole.Hours, "h"), (whole.Minutes, "m"), (whole.Seconds, "s")];
        var first = Array.FindIndex(parts, part => part.Amount > 0);
        return first < 0
            ? "0s"
            : string.Join(' ', parts.Skip(first).Take(2).Where(part => part.Amount > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Amount}{part.Unit}")));
    }

    private static string Relative(TimeSpan until) => until >= TimeSpan.Zero ? $"in {Length(until)}" : $"{Length(-until)} ago";
}
