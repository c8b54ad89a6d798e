using System.Collections.Frozen;

namespace Bansuri.Host.Scheduling;

/// <summary>The macros that are short for an expression; <c>@reboot</c> and <c>@every</c> are none, see <see cref="Schedule"/>.</summary>
internal static class CronMacros
{
    private static readonly FrozenDictionary<string, string> Expressions = new Dictionary<string, string>
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => Expressions.Keys.Append("@reboot");

    public const string Allowed = "@hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually, @reboot, @every 5m";

    /// <summary>The expression behind a macro; any other text is its own expression; null when the macro is unknown.</summary>
    public static string? Expand(string text) => text.StartsWith('@') ? Expressions.GetValueOrDefault(text) : text;
}
