using System.Diagnostics.CodeAnalysis;

namespace Bansuri.Host.Scheduling;

/// <summary><c>CRON_TZ=Europe/Berlin 0 3 * * *</c>: a zone of its own for one expression, as some crontabs write it.</summary>
internal static class CronPrefix
{
    private const string Mark = "CRON_TZ=";

    public static bool TryRead(string text, TimeZoneInfo standard, out TimeZoneInfo zone, out string rest, [NotNullWhen(false)] out CronError? error)
    {
        (zone, rest, error) = (standard, text.Trim(), null);
        if (!rest.StartsWith(Mark, StringComparison.Ordinal))
        {
            return true;
        }

        var parts = rest[Mark.Length..].Split((char[]?)null, 2);
        rest = parts is [_, var expression] ? expression.Trim() : "";
        if (TimeZoneInfo.TryFindSystemTimeZoneById(parts[0], out var named))
        {
            zone = named;
            return true;
        }

        error = new($"unknown time zone '{parts[0]}' (allowed: IANA names such as 'Europe/Berlin' or 'UTC')");
        return false;
    }
}
