using System.Numerics;

namespace Bansuri.Abstractions.Keys;

/// <summary>Some rows of a table, by their index.</summary>
internal readonly record struct KeySet
{
    /// <summary>So many rows a table may have.</summary>
    public const int Most = 128;

    private readonly ulong _low;
    private readonly ulong _high;

    private KeySet(ulong low, ulong high) => (_low, _high) = (low, high);

    public int Count => BitOperations.PopCount(_low) + BitOperations.PopCount(_high);

    public bool Has(int index) => ((index < 64 ? _low : _high) >> index & 1) != 0; // a shift is by the index modulo 64

    public KeySet With(int index) => index < 64 ? new(_low | 1UL << index, _high) : new(_low, _high | 1UL << index);

    /// <summary>How many of them stand before that row.</summary>
    public int Before(int index)
    {
        var before = (1UL << index) - 1;
        return index < 64 ? BitOperations.PopCount(_low & before) : BitOperations.PopCount(_low) + BitOperations.PopCount(_high & before);
    }
}
