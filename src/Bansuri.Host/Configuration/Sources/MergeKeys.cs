using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>
/// <c>&lt;&lt;: *other</c> and <c>&lt;&lt;: [*one, *two]</c> (https://yaml.org/type/merge.html): the mapping's own keys win, then the
/// earlier of those that are merged.
/// </summary>
internal static class MergeKeys
{
    public static void Apply(ImmutableArray<MappingEntry>.Builder entries, List<ConfigNode> merged, Action<Diagnostic> report)
    {
        if (merged.Count == 0)
        {
            return;
        }

        var present = entries.Select(entry => entry.Key.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var node in merged.SelectMany(each => each is SequenceNode list ? list.Items : [each]))
        {
            if (node is not MappingNode mapping)
            {
                report(new Diagnostic(Codes.WrongShape, "'<<' merges a mapping or a list of mappings", node.Span));
                continue;
            }

            entries.AddRange(mapping.Entries.Where(entry => present.Add(entry.Key.Text)));
        }
    }
}
