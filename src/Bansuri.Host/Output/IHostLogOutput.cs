namespace Bansuri.Host.Output;

/// <summary>The host's log, as the output of tasks sees it.</summary>
internal interface IHostLogOutput
{
    /// <summary>One for each task, used by one thread at a time.</summary>
    IHostLogLines Open(string task);
}

/// <summary>One task's lines on their way into the host's log.</summary>
internal interface IHostLogLines
{
    /// <summary>Copies a line; the mark says when and from which stream it came.</summary>
    void Line(OutputMark mark, ReadOnlySpan<byte> line, LinePart part);

    /// <summary>Hands the lines over. Waits for a log that is busy, but not for one that stands still: that one loses lines and says how many.</summary>
    ValueTask FlushAsync();
}
