using System.Collections.Immutable;

namespace Bansuri.Abstractions.Nodes;

/// <summary>
/// One value of a configuration, whatever it was written in. YAML, JSON and dictionaries become the same tree, so that nothing after
/// the readers knows the format.
/// </summary>
internal abstract record ConfigNode(SourceSpan Span);

/// <summary>A text, number, boolean or null, as it was written. <paramref name="Quoted"/> ones are never null.</summary>
internal sealed record ScalarNode(string Text, bool Quoted, SourceSpan Span) : ConfigNode(Span)
{
    /// <summary>Nothing, <c>~</c> or <c>null</c> without quotes: the key counts as not written.</summary>
    public bool IsNull => !Quoted && Text is ("" or "~" or "null" or "Null" or "NULL");
}

internal sealed record SequenceNode(ImmutableArray<ConfigNode> Items, SourceSpan Span) : ConfigNode(Span);

/// <summary>Keys are unique: the readers report a duplicate and keep the first.</summary>
internal sealed record MappingNode(ImmutableArray<MappingEntry> Entries, SourceSpan Span) : ConfigNode(Span)
{
    public ConfigNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry.Value;
            }
        }

        return null;
    }
}

internal readonly record struct MappingEntry(ScalarNode Key, ConfigNode Value);
