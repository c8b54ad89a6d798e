using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>Reads one kind of value from a node and writes it back as text.</summary>
internal abstract class ValueReader<T>
{
    /// <summary>What is allowed, in words, with the range and its unit.</summary>
    public abstract string Allowed { get; }

    /// <summary>What is allowed, for the schema.</summary>
    public abstract JsonShape Shape { get; }

    /// <summary>Reads the value, or reports what is wrong with it and returns false.</summary>
    public abstract bool TryRead(ConfigNode node, ReadContext context, out T value);

    /// <summary>The value as text: equal exactly for equal values.</summary>
    public abstract string Format(T value);

    /// <summary>Whether both mean the same: their texts are equal, and a reader may know it sooner.</summary>
    public virtual bool Same(T left, T right) => Format(left) == Format(right);
}
