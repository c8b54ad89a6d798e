using System.Text.RegularExpressions;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>
/// What is wrong, as it is found. Nobody mends a thousand errors before the next look, and a file of a few megabytes can have millions: what
/// is more is only counted.
/// </summary>
internal sealed partial class Findings
{
    private const int Most = 1000;
    private const int LongestMessage = 1000;

    private readonly List<Diagnostic> _errors = [];
    private readonly List<Diagnostic> _warnings = [];
    private readonly HashSet<(DiagnosticCode, string, SourceSpan)> _seen = [];
    private int _more;

    public IEnumerable<Diagnostic> All => _errors.Concat(_warnings);

    public void Add(Diagnostic diagnostic)
    {
        if (diagnostic.Message.Length > LongestMessage)
        {
            // A key or a name of a megabyte: its beginning will do.
            diagnostic = diagnostic with { Message = diagnostic.Message[..(LongestMessage - 3)] + "..." };
        }

        // What stands in the defaults or at an anchor is one mistake, whichever task it is read for; it is said for the first.
        var same = (diagnostic.Code, diagnostic.Span.Line > 0 ? TaskName().Replace(diagnostic.Message, "task") : diagnostic.Message, diagnostic.Span);
        var kept = diagnostic.Severity == Severity.Error ? _errors : _warnings;
        if (kept.Count < Most)
        {
            if (_seen.Add(same))
            {
                kept.Add(diagnostic);
            }
        }
        else if (!_seen.Contains(same))
        {
            _more++;
        }
    }

    public void AddRange(IEnumerable<Diagnostic> found)
    {
        foreach (var diagnostic in found)
        {
            Add(diagnostic);
        }
    }

    /// <summary>Says what is not shown, at the end; null when everything is.</summary>
    public Diagnostic? Rest(string path) => _more == 0
        ? null
        : new Diagnostic(Codes.TooManyProblems, $"{_more} more problems are not shown", new SourceSpan(path, 0, 0, 0)) { Severity = _errors.Count > 0 ? Severity.Error : Severity.Warning };

    [GeneratedRegex(@"\btask '[^']*'")]
    private static partial Regex TaskName();
}
