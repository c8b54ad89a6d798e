using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Options;

/// <summary>A reader whose values are of whatever type, so that readers of different types can stand in one record.</summary>
internal sealed class BoxedReader<T>(ValueReader<T> reader) : ValueReader<object?>
{
    public override string Allowed => reader.Allowed;

    public override JsonShape Shape => reader.Shape;

    public override bool TryRead(ConfigNode node, ReadContext context, out object? value)
    {
        var read = reader.TryRead(node, context, out var typed);
        value = typed;
        return read;
    }

    public override string Format(object? value) => value is T typed ? reader.Format(typed) : "";
}
