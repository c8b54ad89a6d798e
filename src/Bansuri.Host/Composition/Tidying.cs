namespace Bansuri.Host.Composition;

/// <summary>
/// Gives back what a reload has used. An idle host allocates next to nothing, so that it would never collect: the texts, nodes and
/// events of a thousand tasks would stay in memory for days, beside other people's jobs.
/// </summary>
internal sealed class Tidying : IDisposable
{
    // What an idle host allocates in a look's time is far less; tasks that are being started, or talk, far more.
    private const long CalmBytes = 256 << 10;
    private const int MostLooks = 20;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly ITimer _timer;
    private long _allocated;
    private int _looks;

    public Tidying(TimeProvider time) => _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Once it has been calm for a while from now.</summary>
    public void Soon()
    {
        (_allocated, _looks) = (GC.GetTotalAllocatedBytes(), 0);
        _timer.Change(BetweenLooks, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _allocated > CalmBytes && ++_looks < MostLooks)
        {
            _allocated = allocated;
            _timer.Change(BetweenLooks, Timeout.InfiniteTimeSpan);
            return;
        }

        // Aggressive: compacted, and the pages go back to the system at once. Some 30 ms with a thousand tasks, once a reload.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
