namespace Bansuri.Abstractions;

/// <summary>A size that a configuration may write as <c>512MiB</c>, <c>4G</c> (powers of 1024), <c>100kB</c> (powers of 1000) or a number of bytes.</summary>
/// <param name="Bytes">The size in bytes, at least 0.</param>
public readonly record struct ByteSize(long Bytes)
{
    /// <summary>The size in the largest unit that divides it.</summary>
    /// <returns>The text, for instance <c>512MiB</c>.</returns>
    public override string ToString() => Readers.Sizes.Format(Bytes);
}
