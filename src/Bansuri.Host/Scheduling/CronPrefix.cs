using System.Diagnostics.CodeAnalysis;

namespace Bansuri.Host.Scheduling;

/// <summary><c>CRON_TZ=Europe/Berlin 0 3 * * *</c>: a zone of its own for one expression, as some crontabs write it.</summary>
internal static class CronPrefix
{
    private const string Mark = "CRON_TZ=";

    /// <summary>Takes the prefix off the text, if there is one, and puts its zone into the scope.</summary>
    public static bool TryTake(ref string text, ref CronScope scope, [NotNullWhen(false)] out CronError? error)
    {
        error = null;
        text = text.Trim();
        if (!text.StartsWith(Mark, StringComparison.Ordinal))
        {
            return true;
        }

        var parts = text[Mark.Length..].Split((char[]?)null, 2);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(parts[0], out var zone))
        {
            error = new($"unknown time zone '{parts[0]}' (allowed: IANA names such as 'Europe/Berlin' or 'UTC')");
            return false;
        }

        text = parts is [_, var expression] ? expression.Trim() : "";
        scope = scope with { Zone = zone };
        return true;
    }
}
