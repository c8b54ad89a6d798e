namespace Bansuri.Host.Output;

/// <summary>
/// Decides how many bytes still go into a file before it is rotated, so that it ends after a line end. A line is cut only when
/// it is longer than the file may be. Bytes come in chunks that end anywhere, so a chunk's last, unfinished line goes to the next file
/// when little room is left for its rest.
/// </summary>
internal sealed class LineCutter
{
    private const byte LineFeed = (byte)'\n';
    private const long LargestMargin = 64 << 10;

    private long _unfinished;

    /// <summary>What was written last has no end yet.</summary>
    public bool IsWithinLine => _unfinished > 0;

    /// <summary>How many of the bytes belong into a file of this size now; 0 = rotate first.</summary>
    public int Fit(ReadOnlySpan<byte> bytes, long size, long maxSize)
    {
        var room = Math.Max(0, maxSize - size);
        return bytes.Length <= room ? FitAll(bytes, size, maxSize) : FitSome(bytes, size, maxSize);
    }

    public void Wrote(ReadOnlySpan<byte> bytes)
    {
        var lastLineEnd = bytes.LastIndexOf(LineFeed);
        _unfinished = lastLineEnd < 0 ? _unfinished + bytes.Length : bytes.Length - lastLineEnd - 1;
    }

    private int FitAll(ReadOnlySpan<byte> bytes, long size, long maxSize)
    {
        var whole = bytes.LastIndexOf(LineFeed) + 1;
        var margin = Math.Min(maxSize / 4, LargestMargin);
        var isRoomy = whole == bytes.Length || maxSize - size - bytes.Length >= margin;
        var canGoElsewhere = whole > 0 || (_unfinished == 0 && size > 0);
        return isRoomy || !canGoElsewhere ? bytes.Length : whole;
    }

    private int FitSome(ReadOnlySpan<byte> bytes, long size, long maxSize)
    {
        var room = (int)Math.Max(0, maxSize - size);
        var whole = bytes[..room].LastIndexOf(LineFeed) + 1;
        if (whole > 0)
        {
            return whole;
        }

        if (_unfinished == 0)
        {
            // In an empty file this is a line longer than the file may be.
            return size > 0 ? 0 : room;
        }

        var lineEnd = bytes.IndexOf(LineFeed) + 1;
        var rest = lineEnd > 0 ? lineEnd : bytes.Length;
        return _unfinished + rest <= maxSize ? rest : room;
    }
}
