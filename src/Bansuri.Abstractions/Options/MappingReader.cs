using System.Collections.Immutable;
using System.Text.Json;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Options;

/// <summary>A mapping whose keys are the user's and whose values are all of one kind.</summary>
internal sealed class MappingReader(ValueReader<object?> item) : ValueReader<ImmutableDictionary<string, object?>>
{
    public override string Allowed => "a mapping whose values are each " + item.Allowed;

    public override JsonShape Shape => new($$"""{"type":"object","additionalProperties":{{item.Shape.Schema}}}""");

    public override bool TryRead(ConfigNode node, ReadContext context, out ImmutableDictionary<string, object?> value)
    {
        value = ImmutableDictionary<string, object?>.Empty;
        if (node is not MappingNode mapping)
        {
            return context.Bad(node, $"expected {Allowed}");
        }

        var good = true;
        foreach (var entry in mapping.Entries)
        {
            good &= item.TryRead(entry.Value, context with { Key = $"{context.Key}.{entry.Key.Text}" }, out var read);
            value = value.SetItem(entry.Key.Text, read);
        }

        return good;
    }

    public override string Format(ImmutableDictionary<string, object?> value) =>
        "{" + string.Join(", ", value.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{JsonEncodedText.Encode(pair.Key)}: {item.Format(pair.Value)}")) + "}";
}
