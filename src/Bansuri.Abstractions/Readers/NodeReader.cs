using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>A value with a structure of its own, read by a function that reports for itself.</summary>
internal sealed class NodeReader<T>(string allowed, JsonShape shape, NodeReader<T>.Parser parse, Func<T, string> format) : ValueReader<T>
{
    /// <summary>Reads the node, or reports and returns false.</summary>
    public delegate bool Parser(ConfigNode node, ReadContext context, out T value);

    public override string Allowed => allowed;

    public override JsonShape Shape => shape;

    public override bool TryRead(ConfigNode node, ReadContext context, out T value) => parse(node, context, out value);

    public override string Format(T value) => format(value);

    public override bool Same(T left, T right) => SameValues?.Invoke(left, right) ?? base.Same(left, right);

    /// <summary>Compares without making texts, for values that most tasks have.</summary>
    public Func<T, T, bool>? SameValues { get; init; }
}
