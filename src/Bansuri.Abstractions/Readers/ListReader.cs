using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>A list of values; a single value is a list of one.</summary>
internal class ListReader<T>(ValueReader<T> item, string allowed) : ValueReader<ImmutableArray<T>>
{
    public override string Allowed => allowed;

    public override JsonShape Shape => JsonShape.OneOf(item.Shape, JsonShape.ListOf(item.Shape));

    public override bool TryRead(ConfigNode node, ReadContext context, out ImmutableArray<T> value)
    {
        var nodes = node is SequenceNode sequence ? sequence.Items : [node];
        var items = ImmutableArray.CreateBuilder<T>(nodes.Length);
        var inside = node is MappingNode ? context with { Report = problem => context.Report(problem.Span == node.Span ? AsList(problem) : problem) } : context;
        foreach (var each in nodes)
        {
            if (item.TryRead(each, inside, out var read))
            {
                items.Add(read);
            }
        }

        value = items.ToImmutable();
        return items.Count == nodes.Length;
    }

    public override string Format(ImmutableArray<T> value) => string.Join(", ", value.Select(each => Quoted(item.Format(each))));

    // Whoever writes a mapping is told of the list as well; a part of one is judged as what it is.
    private Diagnostic AsList(Diagnostic problem) => problem with { Message = problem.Message.Replace($": expected {item.Allowed}", $": expected {allowed}", StringComparison.Ordinal) };

    // A comma inside an item must not look like the next item.
    private static string Quoted(string text) => text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
