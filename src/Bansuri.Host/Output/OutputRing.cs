using System.Numerics;

namespace Bansuri.Host.Output;

/// <summary>
/// The last bytes of a task, with the marks that say when they came and from which stream. It is queue and memory in one: what is
/// not yet written to the files is never overwritten, what is written stays for followers until its place is needed.
/// It starts empty and grows with its content, so that a task that says nothing costs nothing. Not thread-safe.
/// </summary>
internal sealed class OutputRing
{
    /// <summary>What is kept of a task that has said more.</summary>
    public const int Capacity = 256 << 10;

    /// <summary>Bounds the memory of a task that writes a byte at a time.</summary>
    private const int MostMarks = 8192;

    private const byte LineFeed = (byte)'\n';

    private readonly OutputMarks _marks = new();
    private byte[] _bytes = [];
    private long _start;

    /// <summary>Position of the oldest byte still here.</summary>
    public long Start => _start;

    /// <summary>Up to here everything is in the files.</summary>
    public long Written { get; private set; }

    /// <summary>Where the next byte will stand.</summary>
    public long End { get; private set; }

    public long Pending => End - Written;

    public bool IsFull => Pending > Capacity / 2 || (_marks.Count > MostMarks / 2 && _marks.CountFrom(Written) > MostMarks / 2);

    public bool Fits(int count) => Pending + count < Capacity && _marks.CountFrom(Written) < MostMarks;

    public void Append(OutputMark mark, ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        _marks.Add(mark with { Start = End });
        var offset = Offset(End);
        var first = Math.Min(bytes.Length, _bytes.Length - offset);
        bytes[..first].CopyTo(_bytes.AsSpan(offset));
        bytes[first..].CopyTo(_bytes);
        End += bytes.Length;
        if (_marks.Count > MostMarks)
        {
            Evict(Math.Min(_marks.Second, Written));
        }
    }

    public void MarkWritten(long position) => Written = position;

    /// <summary>Adds the pieces from a position on, at most so many bytes, and returns the position after them.</summary>
    public long Read(long position, int most, List<OutputPiece> pieces)
    {
        var limit = Math.Min(End, position + most);
        while (position < limit)
        {
            var (mark, next) = _marks.At(position, End);
            var offset = Offset(position);
            var length = (int)Math.Min(Math.Min(next, limit) - position, _bytes.Length - offset);
            pieces.Add(new OutputPiece(mark, _bytes.AsMemory(offset, length)));
            position += length;
        }

        return limit;
    }

    private void Reserve(int count)
    {
        var needed = End - _start + count;
        if (needed <= _bytes.Length)
        {
            return;
        }

        // Only a caller who goes on after "full" takes it beyond its capacity: his bytes are taken all the same.
        var size = Math.Max(Math.Min(needed, Capacity), Pending + count);
        if (size > _bytes.Length)
        {
            Grow(size <= 4 << 10 ? 4 << 10 : size <= 32 << 10 ? 32 << 10 : Math.Max(Capacity, (int)BitOperations.RoundUpToPowerOf2((uint)size)));
        }

        Evict(End + count - _bytes.Length);
    }

    private void Grow(int size)
    {
        var larger = GC.AllocateUninitializedArray<byte>(size);
        for (var position = _start; position < End;)
        {
            var from = Offset(position);
            var to = (int)(position & (size - 1));
            var length = (int)Math.Min(End - position, Math.Min(_bytes.Length - from, size - to));
            _bytes.AsSpan(from, length).CopyTo(larger.AsSpan(to));
            position += length;
        }

        _bytes = larger;
    }

    private void Evict(long start)
    {
        if (start <= _start)
        {
            return;
        }

        var isLineStart = start > 0 && _bytes.Length > 0 && _bytes[Offset(start - 1)] == LineFeed;
        _start = start;
        _marks.Evict(start, isLineStart);
    }

    private int Offset(long position) => (int)(position & (_bytes.Length - 1));
}
