using System.Globalization;
using System.Text.RegularExpressions;
using Bansuri.Abstractions.Readers;
using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Control.Routes;

/// <summary>The query of <c>GET /v1/tasks/{name}/logs</c>: <c>n</c>, <c>stderr</c>, <c>since</c>, <c>grep</c>, <c>attempt</c>, <c>follow</c>.</summary>
internal static class LogQueries
{
    private const int MostLines = 100_000;

    private static readonly LogQuery Default = new();
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    public static LogQuery From(HttpContext context, TimeProvider time) => From(context.Query, time) with
    {
        StderrOnly = context.Flag("stderr", fallback: false),
        Follow = context.Flag("follow", fallback: false),
    };

    /// <summary>The values alone.</summary>
    /// <param name="value">Of a key; null where there is none.</param>
    /// <param name="time">What durations count back from.</param>
    /// <exception cref="ProblemException">One of them is wrong.</exception>
    public static LogQuery From(Func<string, string?> value, TimeProvider time) => new()
    {
        Lines = Count(value, "n", Default.Lines, MostLines),
        Since = value("since") is { } since ? Instant(since, time) : null,
        Grep = value("grep") is { } pattern ? Pattern(pattern) : null,
        Attempt = value("attempt") is null ? null : Count(value, "attempt", 0, int.MaxValue),
    };

    public static int Count(Func<string, string?> value, string key, int fallback, int most) => value(key) switch
    {
        null => fallback,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= most => count,
        var text => throw ProblemException.BadRequest(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no number from 0 to {most} for '{key}'")),
    };

    private static DateTimeOffset Instant(string text, TimeProvider time)
    {
        if (Durations.TryParse(text, out var ago))
        {
            return time.GetUtcNow() - ago;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var instant)
            ? instant
            : throw ProblemException.BadRequest($"'{text}' is neither a duration such as 1h30m nor a time such as 2026-01-09T11:06:18+01:00");
    }

    private static Regex Pattern(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (RegexParseException problem)
        {
            throw ProblemException.BadRequest($"'{pattern}' is no regular expression: {problem.Message}");
        }
    }
}
