using System.Globalization;

namespace Bansuri.Host.Supervision;

/// <summary>Durations and instants as log lines and reasons say them.</summary>
internal static class Spoken
{
    /// <summary><c>0.3 s</c>, <c>4 s</c>, <c>12 min</c>, <c>3 h</c>: as exact as one wants to know it.</summary>
    public static string Duration(TimeSpan value) => value switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.##} s"),
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.#} s"),
        { TotalSeconds: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0} s"),
        { TotalMinutes: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalMinutes:0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalHours:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.TotalDays:0.#} d"),
    };

    public static string Slot(DateTimeOffset slot) =>
        slot.Second == 0 ? slot.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture) : slot.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
