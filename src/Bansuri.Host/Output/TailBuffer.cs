using System.Runtime.CompilerServices;

namespace Bansuri.Host.Output;

/// <summary>Reads along with a task from memory. A reader who is too slow is told how many bytes it has missed; the task notices nothing.</summary>
internal sealed class TailBuffer(OutputBuffer buffer)
{
    private const int PageSize = 64 << 10;

    /// <summary>The last lines that match, oldest first; an unfinished line does not count yet.</summary>
    public IReadOnlyList<LogLine> Last(LogQuery query)
    {
        var end = buffer.Extent().End;
        var reader = new TailReader(buffer);
        var lines = new Queue<LogLine>();
        while (reader.Position < end)
        {
            reader.Read((int)Math.Min(PageSize, end - reader.Position));
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

        return [.. lines];
    }

    /// <summary>Every matching line after those that the reader has had, as they come, until the task is gone or the reader has enough. A batch is there until the next one.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<LogLine>> FollowAsync(TailReader reader, LogQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var page = reader.Read(PageSize);
            reader.Lines.RemoveAll(line => !query.Matches(line));
            if (reader.Lines.Count > 0)
            {
                yield return reader.Lines;
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
}
