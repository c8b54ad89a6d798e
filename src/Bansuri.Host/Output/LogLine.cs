using System.Text;
using System.Text.RegularExpressions;

namespace Bansuri.Host.Output;

/// <summary>A line for a reader. Time and attempt are known for what is in memory, and in files whose format has them.</summary>
/// <param name="Time">When its end arrived.</param>
/// <param name="Kind">Which stream; <see cref="OutputKind.Gap"/> for a line that only says what is missing.</param>
/// <param name="Attempt">Of which attempt.</param>
/// <param name="Bytes">As the task wrote it, without the line end; nobody changes them.</param>
internal readonly record struct LogLine(DateTimeOffset? Time, OutputKind Kind, int? Attempt, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Decoded anew each time; bytes that are no UTF-8 are U+FFFD. Control characters are still there.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>Of a gap: how many bytes the reader was too slow for.</summary>
    public long Missed { get; private init; }

    public static LogLine Gap(long bytes) => new(null, OutputKind.Gap, null, default) { Missed = bytes };
}

/// <summary>Which lines a reader wants.</summary>
internal sealed record LogQuery
{
    /// <summary>A pattern of the user's may be slow on purpose or by accident; a line that takes longer does not match.</summary>
    private static readonly TimeSpan GrepLimit = TimeSpan.FromMilliseconds(250);

    /// <summary>So many of the last lines that match.</summary>
    public int Lines { get; init; } = 100;

    public Regex? Grep { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public int? Attempt { get; init; }

    public OutputKind? Kind { get; init; }

    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, GrepLimit);

    public bool Matches(LogLine line) =>
        line.Kind == OutputKind.Gap
        || ((Kind is null || line.Kind == Kind)
            && (Attempt is null || line.Attempt == Attempt)
            && (Since is null || line.Time >= Since)
            && (Until is null || line.Time <= Until)
            && (Grep is null || Matches(Grep, line.Text)));

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
