namespace Bansuri.Host.Composition;

/// <summary>
/// The threads of the pool, made once and kept. A pool that wants one more and is refused ends the process, and refused it is as soon as this user has
/// as many processes as he may, whatever program has them (docs/decisions/0016-threads-of-the-host.md).
/// </summary>
internal static class StandingThreads
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Makes those that are missing; returns at once.</summary>
    public static void Make()
    {
        // As many as stay: the program's settings say so.
        ThreadPool.GetMinThreads(out var count, out _);
        var complete = new ManualResetEventSlim();
        for (var missing = count - ThreadPool.ThreadCount; missing > 0; missing--)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => Hold(), null);
        }

        void Hold()
        {
            // Whoever finds an idle thread taken gets a new one, until all of them are there.
            if (ThreadPool.ThreadCount >= count)
            {
                complete.Set();
            }

            complete.Wait(Limit);
        }
    }
}
