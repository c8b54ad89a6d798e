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

    public static LogQuery From(HttpContext context, TimeProvider time) => new()
    {
        Lines = Count(context, "n", Default.Lines, MostLines),
        StderrOnly = context.Flag("stderr", fallback: false),
        Since = context.Query("since") is { } since ? Instant(since, time) : null,
        Grep = context.Query("grep") is { } pattern ? Pattern(pattern) : null,
        Attempt = context.Query("attempt") is null ? null : Count(context, "attempt", 0, int.MaxValue),
        Follow = context.Flag("follow", fallback: false),
    };

    public static int Count(HttpContext context, string key, int fallback, int most) => context.Query(key) switch
    {
        null => fallback,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most => value,
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
