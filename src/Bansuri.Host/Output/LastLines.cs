namespace Bansuri.Host.Output;

/// <summary>Of one file's lines the last that match, without those at its end that the tail has as well.</summary>
internal sealed class LastLines(LogQuery query, OutputKind kind, TailShare tail) : ILineSink
{
    /// <summary>A line of so many parts is longer than the tail, and all before it older.</summary>
    private const int MostParts = 8;

    private readonly Queue<(LogLine Line, bool IsEnded)> _held = new();
    private int _ends;
    private int _parts;
    private bool _hasLetGo;

    public Queue<LogLine> Found { get; } = new();

    /// <summary>What the tail has of the file before this one. A line that this one begins with may have begun there.</summary>
    public TailShare Rest { get; private set; }

    /// <summary>How many lines at the file's end suffice; null = that is not known beforehand. A long line of the tail has several in a file of records.</summary>
    public long? Needed => query is { Grep: null, Since: null, Until: null, Attempt: null, Kind: null } ? (long)query.Lines + tail.LineEnds + MostParts : null;

    /// <summary>What comes now has no line end in the file.</summary>
    public bool IsAtEnd { get; set; }

    public void Line(ReadOnlySpan<byte> line, LinePart part)
    {
        var isEnded = part.HasFlag(LinePart.Last) && !IsAtEnd;
        var (parsed, continues) = CapturedLine.Parse(line, kind);
        for (var bytes = parsed.Bytes; bytes.Length > LineFramer.Longest; bytes = parsed.Bytes)
        {
            // In memory, long lines are in the same parts.
            var cut = LineFramer.CharacterEnd(bytes.Span[..LineFramer.Longest]);
            Hold(parsed with { Bytes = bytes[..cut] }, isEnded: false);
            parsed = parsed with { Bytes = bytes[cut..] };
        }

        Hold(parsed, isEnded && !continues);
    }

    /// <summary>The file has been read.</summary>
    public void End()
    {
        if (_ends == tail.LineEnds && !tail.HasBegun && _parts > 0)
        {
            // An unfinished line that the tail does not have: it is from an earlier host, or that of another file.
            foreach (var (line, _) in _held.TakeLast(_parts))
            {
                Find(line);
            }
        }

        Rest = new TailShare(tail.LineEnds - _ends, !_hasLetGo && (tail.HasBegun || _held.Count > 0));
    }

    private void Hold(LogLine line, bool isEnded)
    {
        _held.Enqueue((line, isEnded));
        _ends += isEnded ? 1 : 0;
        _parts = isEnded ? 0 : _parts + 1;
        while (_ends > tail.LineEnds || (_held.Count > 0 && _parts > MostParts))
        {
            LetGo();
        }
    }

    private void LetGo()
    {
        var (line, isEnded) = _held.Dequeue();
        _ends -= isEnded ? 1 : 0;
        Find(line);
    }

    private void Find(LogLine line)
    {
        _hasLetGo = true;
        if (!query.Matches(line))
        {
            return;
        }

        Found.Enqueue(line);
        if (Found.Count > query.Lines)
        {
            Found.Dequeue();
        }
    }
}
