using System.Collections.Immutable;

namespace Bansuri.Host.Processes.Watching;

/// <summary>The end of what a pipe has brought that is no whole line yet. Whoever reads on in the engine's place needs it.</summary>
internal sealed class PartialLine
{
    /// <summary>Of a longer one only so much is kept: the memory of a task that never ends its line is bounded.</summary>
    internal const int Longest = 64 << 10;

    private const byte LineFeed = (byte)'\n';

    private byte[] _bytes = [];
    private int _length;

    internal ImmutableArray<byte> Bytes => [.. _bytes.AsSpan(0, _length)];

    internal void Feed(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.LastIndexOf(LineFeed);
        if (end >= 0)
        {
            (_bytes, _length) = (_bytes.Length > 256 ? [] : _bytes, 0);
            bytes = bytes[(end + 1)..];
        }

        bytes = bytes[..Math.Min(bytes.Length, Longest - _length)];
        if (_length + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Min(Longest, Math.Max(2 * _bytes.Length, _length + bytes.Length)));
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }
}
