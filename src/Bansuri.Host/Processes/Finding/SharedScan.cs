namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// Scans on the thread pool, one at a time, each shared by all who asked before it began: a thousand groups that stop together look
/// through /proc once, not a thousand times.
/// </summary>
internal sealed class SharedScan
{
    private static readonly TimeSpan UntilAgain = TimeSpan.FromMilliseconds(50);

    // Race: two callers that both find no next scan would start one each. No mailbox, for nothing waits under it.
    private readonly Lock _gate = new();
    private Task<ProcessTable> _running = Task.FromResult(ProcessTable.Of([]));
    private Task<ProcessTable>? _next;

    /// <summary>A scan that begins after this call, so that it sees all that was there before.</summary>
    internal Task<ProcessTable> FreshAsync()
    {
        lock (_gate)
            return _next ??= ScanAfterAsync(_running);
    }

    private async Task<ProcessTable> ScanAfterAsync(Task<ProcessTable> previous)
    {
        // Yields first, so that FreshAsync has stored this task before it becomes the running one.
        await Task.Yield();
        await ((Task)previous).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
            (_running, _next) = (_next ?? _running, null);
        while (true)
        {
            try
            {
                return ProcessTable.Scan();
            }
            catch (IOException)
            {
                // No descriptor is left. Those of whoever ends come back, and a stop must not take what it could not read for an empty set.
                await Task.Delay(UntilAgain, TimeProvider.System);
            }
        }
    }
}
