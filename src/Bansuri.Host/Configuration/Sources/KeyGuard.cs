using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>Keeps the keys of one mapping apart: parsers of both formats let the second of two equal ones win silently.</summary>
internal sealed class KeyGuard(Action<Diagnostic> report)
{
    private readonly Dictionary<string, ScalarNode> _seen = new(StringComparer.Ordinal);

    public bool IsNew(ScalarNode key)
    {
        if (_seen.TryAdd(key.Text, key))
        {
            return true;
        }

        report(new Diagnostic(
            Codes.DuplicateKey,
            $"the key {Abstractions.Readers.Excerpt.Quote(key.Text)} stands twice in one mapping, first in line {_seen[key.Text].Span.Line}",
            key.Span,
            "keep one of the two"));
        return false;
    }
}
