using System.Text;

namespace Bansuri.Host.Output;

/// <summary>One reader's place in a task's ring, and the unfinished lines of the streams it has met.</summary>
internal sealed class TailReader(OutputBuffer buffer, int pageSize) : ILineSink
{
    private readonly Dictionary<OutputStream, LineFramer?> _framers = [];
    private OutputMark _mark;

    public long Position { get; private set; } = buffer.Extent().Start;

    /// <summary>The lines that the last page has completed.</summary>
    public List<LogLine> Lines { get; } = [];

    public OutputPage Read(long end)
    {
        Lines.Clear();
        var page = buffer.ReadPage(Position, (int)Math.Min(pageSize, end - Position));
        Position = page.Next;
        if (page.Skipped > 0)
        {
            _framers.Clear();
            Lines.Add(LogLine.Gap(page.Skipped));
        }

        foreach (var piece in page.Pieces)
        {
            Feed(piece);
        }

        return page;
    }

    void ILineSink.Line(ReadOnlySpan<byte> line, LinePart part) => Lines.Add(new LogLine(
        new DateTimeOffset(_mark.UtcTicks, TimeSpan.Zero), _mark.Stream.Origin.Kind, _mark.Stream.Origin.Attempt, Encoding.UTF8.GetString(line.TrimEnd((byte)'\r'))));

    private void Feed(OutputPiece piece)
    {
        _mark = piece.Mark;
        if (piece.IsEnd)
        {
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
            }

            _framers[_mark.Stream] = framer = new LineFramer(lastStateOnly: false);
        }

        framer.Feed(bytes, this);
    }
}
