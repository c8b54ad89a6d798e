namespace Bansuri.Host.Output;

/// <summary>The streams of a task that were told "full", and wait for room. Not thread-safe: the buffer's gate guards it.</summary>
internal sealed class FullStreams
{
    private readonly List<OutputStream> _streams = [];
    private OutputStream? _pulled;

    public void Add(OutputStream stream)
    {
        if (stream.Resume is not null && !_streams.Contains(stream))
        {
            _streams.Add(stream);
        }
    }

    /// <summary>One whose pipe the worker may read itself; until <see cref="PutBack"/> nobody else lets it go on.</summary>
    public OutputStream? Pull() => _pulled = _streams.Find(stream => stream.ReadOn is not null);

    /// <summary>To the end, or away: two streams of one task take turns.</summary>
    public void PutBack(OutputStream stream, bool isFull)
    {
        _pulled = null;
        _streams.Remove(stream);
        if (isFull)
        {
            _streams.Add(stream);
        }
    }

    /// <summary>Takes out those that may go on.</summary>
    public List<OutputStream> Release(Predicate<OutputStream> isMeant)
    {
        // The one that the worker reads at this moment goes on when it has.
        var released = _streams.FindAll(stream => stream != _pulled && isMeant(stream));
        _streams.RemoveAll(released.Contains);
        return released;
    }
}
