using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>A value that is one scalar, quoted or not: the seed's users quote numbers and booleans.</summary>
internal sealed class ScalarReader<T>(string allowed, JsonShape shape, ScalarReader<T>.Parser parse, Func<T, string> format) : ValueReader<T>
{
    /// <summary>Parses the text; false when it is not of that kind or out of range.</summary>
    public delegate bool Parser(string text, ReadContext context, out T value);

    /// <summary>One instruction for whoever wrote this text, where it is clear what was meant.</summary>
    public Func<string, string?>? Remedy { get; init; }

    public override string Allowed => allowed;

    public override JsonShape Shape => shape;

    public override bool TryRead(ConfigNode node, ReadContext context, out T value)
    {
        if (node is ScalarNode scalar && parse(scalar.Text, context, out value))
        {
            return true;
        }

        value = default!; // not looked at after false
        return context.Bad(node, $"expected {allowed}", node is ScalarNode { Text: var text } ? Remedy?.Invoke(text) : null);
    }

    public override string Format(T value) => format(value);
}
