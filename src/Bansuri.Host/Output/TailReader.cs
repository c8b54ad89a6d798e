using Bansuri.Abstractions;

namespace Bansuri.Host.Output;

/// <summary>One reader's place in a task's ring, and the unfinished lines of the streams it has met.</summary>
/// <param name="path">The file whose <see cref="Share"/> is counted.</param>
internal sealed class TailReader(OutputBuffer buffer, string? path = null) : ILineSink
{
    private readonly Dictionary<OutputStream, LineFramer?> _framers = [];
    private readonly long _written = buffer.Written;
    private OutputMark _mark;
    private ReadOnlyMemory<byte> _page;

    /// <summary>Negative before the first page, which begins with the oldest byte of its moment.</summary>
    public long Position { get; private set; } = -1;

    /// <summary>The lines that the last page has completed.</summary>
    public List<LogLine> Lines { get; } = [];

    /// <summary>What of this is in the file as well, of all that was written there when this reader was made.</summary>
    public TailShare Share { get; private set; }

    public OutputPage Read(int most)
    {
        Lines.Clear();
        var page = buffer.ReadPage(Position, most);
        var position = page.Next - page.Pieces.Sum(piece => (long)piece.Bytes.Length);
        Position = page.Next;
        if (page.Skipped > 0)
        {
            _framers.Clear();
            Lines.Add(LogLine.Gap(page.Skipped));
        }

        foreach (var piece in page.Pieces)
        {
            Feed(piece, position);
            position += piece.Bytes.Length;
        }

        return page;
    }

    void ILineSink.Line(ReadOnlySpan<byte> line, LinePart part)
    {
        line = line.TrimEnd((byte)'\r');

        // The page is a copy already, of which only what two pages share must be copied again: in a flood, a line costs nothing but its place in the list.
        var bytes = _page.Span.Overlaps(line, out var offset) ? _page.Slice(offset, line.Length) : line.ToArray();
        Lines.Add(new LogLine(new DateTimeOffset(_mark.UtcTicks, TimeSpan.Zero), _mark.Stream.Origin.Kind, _mark.Stream.Origin.Attempt, bytes));
    }

    private void Feed(OutputPiece piece, long position)
    {
        (_mark, _page) = (piece.Mark, piece.Bytes);
        if (piece.IsEnd)
        {
            // In a format of lines the last one gets an end that it did not have.
            var isEnded = IsInFile(position) && Share.HasBegun && _mark.Stream.Route.Format != LogFormat.Raw;
            Share = isEnded ? new TailShare(Share.LineEnds + 1, HasBegun: false) : Share;
            if (_framers.Remove(_mark.Stream, out var ending))
            {
                ending?.End(this);
            }

            return;
        }

        var bytes = piece.Bytes.Span;
        if (!_framers.TryGetValue(_mark.Stream, out var framer) || framer is null)
        {
            if (framer is null && _mark.Kind == OutputMarkKind.WithinLine)
            {
                // The beginning of this line is gone, so the rest of it is left out as well.
                var lineEnd = bytes.IndexOf((byte)'\n') + 1;
                if (lineEnd == 0)
                {
                    return;
                }

                bytes = bytes[lineEnd..];
                position += lineEnd;
            }

            _framers[_mark.Stream] = framer = new LineFramer(lastStateOnly: false);
        }

        framer.Feed(bytes, this);
        if (IsInFile(position) && !bytes.IsEmpty)
        {
            bytes = bytes[..(int)Math.Min(bytes.Length, _written - position)];
            Share = new TailShare(Share.LineEnds + bytes.Count((byte)'\n'), bytes[^1] != (byte)'\n');
        }
    }

    private bool IsInFile(long position) => position < _written && _mark.Stream.Route.File?.Path == path;
}
