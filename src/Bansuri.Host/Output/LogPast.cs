namespace Bansuri.Host.Output;

/// <summary>
/// What a task has said until now, from files and memory, each line once: where the two meet, the worker is held for a moment, and files that are
/// rotated meanwhile are followed to their new names. It blocks its thread, for as long as a disk likes.
/// </summary>
internal sealed class LogPast(OutputWorker worker, CapturedFiles files)
{
    /// <summary>After that, a worker or a disk that stands still is done without.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The older lines, and the reader of the tail with those that follow them.</summary>
    public (IReadOnlyList<LogLine> Older, TailReader Tail) Read(LogQuery query, string? path, CancellationToken cancellation)
    {
        var file = path is null ? null : files.Open(path);
        try
        {
            var (tail, captured) = Meet(query, file);
            using (captured)
            {
                var missing = query.Lines - tail.Lines.Count(query.Matches);
                return (captured is null ? [] : new LogHistory(captured, query.Kind ?? OutputKind.Stdout).Last(query with { Lines = missing }, tail.Share, cancellation), tail);
            }
        }
        finally
        {
            if (file is not null)
            {
                files.Close(file);
            }
        }
    }

    private (TailReader Tail, CapturedPast? Captured) Meet(LogQuery query, CapturedFile? file)
    {
        var isHeld = worker.Hold(Patience);
        try
        {
            var tail = new TailReader(worker.Buffer, file?.Path);
            _ = tail.Read(int.MaxValue);
            var missing = query.Lines - tail.Lines.Count(query.Matches);
            return (tail, missing > 0 ? file?.Past(Patience) : null);
        }
        finally
        {
            if (isHeld)
            {
                worker.LetGo();
            }
        }
    }
}
