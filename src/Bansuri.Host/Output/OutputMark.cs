namespace Bansuri.Host.Output;

/// <summary>From this position on, up to the next mark, the bytes are of that stream and arrived at that time.</summary>
/// <param name="Start">Position of the first byte, counted from the task's very first.</param>
/// <param name="UtcTicks">When they arrived.</param>
/// <param name="Stream">Whose they are.</param>
/// <param name="Kind">Whether a line begins here, goes on, or the stream ends.</param>
internal readonly record struct OutputMark(long Start, long UtcTicks, OutputStream Stream, OutputMarkKind Kind);

internal enum OutputMarkKind
{
    /// <summary>The bytes go on within a line.</summary>
    WithinLine,

    /// <summary>The first byte begins a line.</summary>
    LineStart,

    /// <summary>The stream has ended. One byte stands for it, so that it has a position of its own; it is nobody's output.</summary>
    StreamEnd,
}

/// <summary>Bytes of one stream that arrived together, where they lie in the ring.</summary>
internal readonly record struct OutputPiece(OutputMark Mark, ReadOnlyMemory<byte> Bytes)
{
    public bool IsEnd => Mark.Kind == OutputMarkKind.StreamEnd;

    public void FeedTo(LineFramer framer, ILineSink sink)
    {
        if (IsEnd)
        {
            framer.End(sink);
        }
        else
        {
            framer.Feed(Bytes.Span, sink);
        }
    }
}
