using System.IO.Compression;

namespace Bansuri.Host.Output;

/// <summary>
/// The last lines of a captured file and of what was rotated away, the newest file first and no more files than it takes.
/// A file is read through once, in chunks; only the lines that are wanted are kept.
/// </summary>
internal sealed class LogHistory(string path, OutputKind kind)
{
    /// <param name="query">Which lines.</param>
    /// <param name="skip">So many lines at the end are left out, whether they match or not.</param>
    /// <param name="cancellation">Ends the search.</param>
    public IReadOnlyList<LogLine> Last(LogQuery query, int skip, CancellationToken cancellation)
    {
        var found = new List<LogLine>();
        foreach (var file in Rotation.Files(path).Reverse())
        {
            cancellation.ThrowIfCancellationRequested();
            var lines = new LastLines(query with { Lines = query.Lines - found.Count }, kind, skip);
            Read(file, query with { Lines = query.Lines - found.Count + skip }, lines, cancellation);
            found.InsertRange(0, lines.Found);
            skip -= lines.Skipped;
            if (found.Count >= query.Lines)
            {
                break;
            }
        }

        return found;
    }

    private static void Read(string file, LogQuery query, LastLines lines, CancellationToken cancellation)
    {
        try
        {
            using var source = Open(file, query);
            var framer = new LineFramer(lastStateOnly: false);
            var buffer = new byte[64 << 10];
            for (var count = source.Read(buffer); count > 0; count = source.Read(buffer))
            {
                cancellation.ThrowIfCancellationRequested();
                framer.Feed(buffer.AsSpan(0, count), lines);
            }

            framer.End(lines);
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // Rotated away or cut while it was read: what was read counts.
        }
    }

    /// <summary>Without a condition on the lines, the last n of a file are within its last n times 64 KiB; most often far less is read.</summary>
    private static Stream Open(string file, LogQuery query)
    {
        var options = new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete };
        var source = new FileStream(file, options);
        if (file.EndsWith(".gz", StringComparison.Ordinal))
        {
            return new GZipStream(source, CompressionMode.Decompress);
        }

        if (query is { Grep: null, Since: null, Attempt: null, Kind: null })
        {
            source.Position = LineStartBefore(source, query.Lines);
        }

        return source;
    }

    /// <summary>Where the last so many lines begin, sought backwards from the end.</summary>
    private static long LineStartBefore(FileStream source, int lines)
    {
        var buffer = new byte[64 << 10];
        var end = source.Length;
        var left = (long)lines + 1; // the end of the last line is not the beginning of one
        for (var position = end; position > 0;)
        {
            var count = (int)Math.Min(buffer.Length, position);
            position -= count;
            source.Position = position;
            source.ReadExactly(buffer.AsSpan(0, count));
            for (var i = buffer.AsSpan(0, count).LastIndexOf((byte)'\n'); i >= 0; i = buffer.AsSpan(0, i).LastIndexOf((byte)'\n'))
            {
                if (--left == 0)
                {
                    return position + i + 1;
                }
            }
        }

        return 0;
    }

    private sealed class LastLines(LogQuery query, OutputKind kind, int skip) : ILineSink
    {
        private readonly Queue<LogLine> _skipped = new();

        public Queue<LogLine> Found { get; } = new();

        public int Skipped => _skipped.Count;

        public void Line(ReadOnlySpan<byte> line, LinePart part)
        {
            _skipped.Enqueue(CapturedLine.Parse(line, kind));
            if (_skipped.Count <= skip || _skipped.Dequeue() is var found && !query.Matches(found))
            {
                return;
            }

            Found.Enqueue(found);
            if (Found.Count > query.Lines)
            {
                Found.Dequeue();
            }
        }
    }
}
