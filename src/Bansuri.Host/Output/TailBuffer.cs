using System.Runtime.CompilerServices;

namespace Bansuri.Host.Output;

/// <summary>Reads along with a task from memory. A reader who is too slow is told how many bytes it has missed; the task notices nothing.</summary>
internal sealed class TailBuffer(OutputBuffer buffer)
{
    private const int PageSize = 64 << 10;

    /// <summary>The last lines that match, oldest first; an unfinished line does not count yet.</summary>
    public IReadOnlyList<LogLine> Last(LogQuery query) => Last(query, buffer.Extent().End).Lines;

    /// <summary>Whether the tail still holds everything that the task has said since the host knows it.</summary>
    public bool IsWhole => buffer.Extent().Start == 0;

    /// <summary>The last lines that match, then every matching line as it comes, until the task is gone or the reader has enough.</summary>
    public async IAsyncEnumerable<LogLine> FollowAsync(LogQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (lines, reader) = Last(query, buffer.Extent().End);
        foreach (var line in lines)
        {
            yield return line;
        }

        while (true)
        {
            var page = reader.Read(long.MaxValue);
            foreach (var line in reader.Lines)
            {
                if (query.Matches(line))
                {
                    yield return line;
                }
            }

            if (page.More is not null)
            {
                await page.More.WaitAsync(cancellation);
            }
            else if (page.Pieces.Count == 0)
            {
                yield break;
            }

            cancellation.ThrowIfCancellationRequested();
        }
    }

    private (IReadOnlyList<LogLine> Lines, TailReader Reader) Last(LogQuery query, long end)
    {
        var reader = new TailReader(buffer, PageSize);
        var lines = new Queue<LogLine>();
        while (reader.Position < end)
        {
            reader.Read(end);
            foreach (var line in reader.Lines)
            {
                if (line.Kind == OutputKind.Gap || !query.Matches(line))
                {
                    continue;
                }

                lines.Enqueue(line);
                if (lines.Count > query.Lines)
                {
                    lines.Dequeue();
                }
            }
        }

        return ([.. lines], reader);
    }
}
