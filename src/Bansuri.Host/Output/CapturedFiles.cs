namespace Bansuri.Host.Output;

/// <summary>The open captured files by path: tasks and streams that name the same path share one writer, the last to leave closes it.</summary>
internal sealed class CapturedFiles(TimeProvider clock)
{
    // Streams of all tasks open and close here, rarely and from many threads; a mailbox would make opening asynchronous.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Which descriptors are kept for others: a file that would get one is as one that cannot be opened.</summary>
    public Predicate<int> IsReserved { get; init; } = _ => false;

    public CapturedFile Open(string path)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(path, out var entry))
            {
                _entries[path] = entry = new Entry(new CapturedFile(path, clock) { IsReserved = IsReserved });
            }

            entry.Users++;
            return entry.File;
        }
    }

    public void Close(CapturedFile file)
    {
        lock (_gate)
        {
            var entry = _entries[file.Path];
            if (--entry.Users > 0)
            {
                return;
            }

            _entries.Remove(file.Path);
        }

        file.Dispose();
    }

    private sealed class Entry(CapturedFile file)
    {
        public CapturedFile File => file;

        public int Users { get; set; }
    }
}
