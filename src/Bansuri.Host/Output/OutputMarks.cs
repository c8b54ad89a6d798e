namespace Bansuri.Host.Output;

/// <summary>The marks of a ring, in order of their positions; found by halving.</summary>
internal sealed class OutputMarks
{
    private readonly List<OutputMark> _marks = [];
    private int _first;

    public int Count => _marks.Count - _first;

    /// <summary>Where the oldest mark's bytes end.</summary>
    public long Second => _marks[_first + 1].Start;

    /// <summary>Bytes of the same stream and the same millisecond need no mark of their own.</summary>
    public void Add(OutputMark mark)
    {
        if (Count > 0 && _marks[^1] is var last && last.Stream == mark.Stream && last.Kind != OutputMarkKind.StreamEnd && mark.Kind != OutputMarkKind.StreamEnd
            && last.UtcTicks / TimeSpan.TicksPerMillisecond == mark.UtcTicks / TimeSpan.TicksPerMillisecond)
        {
            return;
        }

        _marks.Add(mark);
    }

    /// <summary>The mark that covers a position, with the position where the next one begins.</summary>
    public (OutputMark Mark, long Next) At(long position, long end)
    {
        var index = IndexOf(position);
        return (_marks[index], index + 1 < _marks.Count ? _marks[index + 1].Start : end);
    }

    public int CountFrom(long position) => Count == 0 ? 0 : _marks.Count - IndexOf(position);

    public void Evict(long start, bool isLineStart)
    {
        _first = IndexOf(start);
        var mark = _marks[_first];
        if (mark.Start < start)
        {
            _marks[_first] = mark with { Start = start, Kind = isLineStart ? OutputMarkKind.LineStart : OutputMarkKind.WithinLine };
        }

        if (_first > _marks.Count / 2)
        {
            _marks.RemoveRange(0, _first);
            _first = 0;
        }
    }

    private int IndexOf(long position)
    {
        var low = _first;
        var high = _marks.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_marks[middle].Start <= position)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
