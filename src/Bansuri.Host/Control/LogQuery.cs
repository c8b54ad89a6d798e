using System.Text.RegularExpressions;

namespace Bansuri.Host.Control;

/// <summary>Which lines of a task's output are wanted.</summary>
internal sealed record LogQuery
{
    /// <summary>How many of the past: the last ones that fit the rest of the query.</summary>
    public int Lines { get; init; } = 100;

    /// <summary>Only what was captured as stderr.</summary>
    public bool StderrOnly { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>Of this attempt of a run alone; a raw captured file does not tell, so these come from memory.</summary>
    public int? Attempt { get; init; }

    /// <summary>Has a timeout of its own.</summary>
    public Regex? Grep { get; init; }

    public bool Follow { get; init; }
}
