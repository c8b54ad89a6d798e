using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>Keeps the keys of one mapping apart: parsers of both formats let the second of two equal ones win silently.</summary>
/// <param name="entries">The entries so far, to which the caller adds those whose key is new.</param>
/// <param name="report">Takes each diagnostic.</param>
internal sealed class KeyGuard(ImmutableArray<MappingEntry>.Builder entries, Action<Diagnostic> report)
{
    // Of so few keys a dictionary costs more than it saves, and almost all mappings are of that size.
    private const int Few = 16;

    private Dictionary<string, ScalarNode>? _seen;

    public bool IsNew(ScalarNode key)
    {
        if (Find(key.Text) is not { } first)
        {
            _seen?.Add(key.Text, key);
            return true;
        }

        report(new Diagnostic(
            Codes.DuplicateKey,
            $"the key {Abstractions.Readers.Excerpt.Quote(key.Text)} stands twice in one mapping, first in line {first.Span.Line}",
            key.Span,
            "keep one of the two"));
        return false;
    }

    private ScalarNode? Find(string key)
    {
        if (entries.Count >= Few)
        {
            _seen ??= entries.ToDictionary(entry => entry.Key.Text, entry => entry.Key, StringComparer.Ordinal);
            return _seen.GetValueOrDefault(key);
        }

        for (var at = 0; at < entries.Count; at++)
        {
            if (entries[at].Key.Text == key)
            {
                return entries[at].Key;
            }
        }

        return null;
    }
}
