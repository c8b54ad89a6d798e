using System.IO.Compression;

namespace Bansuri.Host.Output;

/// <summary>
/// The last lines of a captured file and of what was rotated away, the newest file first and no more files than it takes.
/// A file is read through once, in chunks; only the lines that are wanted are kept.
/// </summary>
internal sealed class LogHistory(CapturedPast files, OutputKind kind)
{
    /// <param name="query">Which lines.</param>
    /// <param name="tail">What is left out at the end, whether it matches or not.</param>
    /// <param name="cancellation">Ends the search.</param>
    public IReadOnlyList<LogLine> Last(LogQuery query, TailShare tail, CancellationToken cancellation)
    {
        var found = new List<LogLine>();
        for (var age = 0; found.Count < query.Lines; age++)
        {
            cancellation.ThrowIfCancellationRequested();

            // One may be missing: a host that was killed in the midst of a rotation has left a gap.
            var file = files.Open(age) ?? (age == 0 ? null : files.Open(++age));
            if (file is null && age > 0)
            {
                break;
            }

            if (file is not null)
            {
                var lines = new LastLines(query with { Lines = query.Lines - found.Count }, kind, tail);
                Read(file, age == 0 ? files.Length : long.MaxValue, lines, cancellation);
                found.InsertRange(0, lines.Found);
                tail = lines.Rest;
            }
        }

        return found;
    }

    private static void Read(FileStream file, long length, LastLines lines, CancellationToken cancellation)
    {
        try
        {
            using var source = Open(file, length, lines);
            var framer = new LineFramer(lastStateOnly: false, CapturedLine.LongestRecord);
            var buffer = new byte[64 << 10];
            var left = length - (source.CanSeek ? source.Position : 0);
            for (var count = 1; count > 0 && left > 0; left -= count)
            {
                cancellation.ThrowIfCancellationRequested();
                count = source.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
                framer.Feed(buffer.AsSpan(0, count), lines);
            }

            lines.IsAtEnd = true;
            framer.End(lines);
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // Cut while it was read: what was read counts.
        }

        lines.End();
    }

    /// <summary>Without a condition on the lines, the last n of a file are within its last n times 64 KiB; most often far less is read.</summary>
    private static Stream Open(FileStream source, long length, LastLines lines)
    {
        if (source.Name.EndsWith(".gz", StringComparison.Ordinal))
        {
            return new GZipStream(source, CompressionMode.Decompress);
        }

        if (lines.Needed is { } needed)
        {
            source.Position = LineStartBefore(source, Math.Min(length, source.Length), needed);
        }

        return source;
    }

    /// <summary>Where the last so many lines begin, sought backwards from the end.</summary>
    private static long LineStartBefore(FileStream source, long end, long lines)
    {
        var buffer = new byte[64 << 10];
        var left = lines + 1; // the end of the last line is not the beginning of one
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
}
