using System.Text.Json.Serialization;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Isolation;

/// <summary>
/// A node of a configuration on the channel. Not as plain JSON: whether a scalar was quoted, and every digit of a number, must come over as
/// it was written.
/// </summary>
internal sealed record NodeForm
{
    public string? Text { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Quoted { get; init; }

    public IReadOnlyList<NodeForm>? Items { get; init; }

    public IReadOnlyList<NodeEntry>? Entries { get; init; }

    public static NodeForm Of(ConfigNode node) => node switch
    {
        ScalarNode scalar => new NodeForm { Text = scalar.Text, Quoted = scalar.Quoted },
        SequenceNode sequence => new NodeForm { Items = [.. sequence.Items.Select(Of)] },
        MappingNode mapping => new NodeForm { Entries = [.. mapping.Entries.Select(entry => new NodeEntry(entry.Key.Text, Of(entry.Value)))] },
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    public ConfigNode ToNode() => this switch
    {
        { Items: { } items } => new SequenceNode([.. items.Select(item => item.ToNode())], SourceSpan.None),
        { Entries: { } entries } => new MappingNode([.. entries.Select(entry => entry.ToEntry())], SourceSpan.None),
        _ => new ScalarNode(Text ?? "", Quoted, SourceSpan.None),
    };
}

/// <summary>One entry of a mapping; their order is kept.</summary>
internal sealed record NodeEntry(string Key, NodeForm Value)
{
    public MappingEntry ToEntry() => new(new ScalarNode(Key, Quoted: true, SourceSpan.None), Value.ToNode());
}
