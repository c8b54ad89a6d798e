using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Control.Transport;

/// <summary>
/// Holds clients in the queue of the socket while the host has no descriptors to spare. Kestrel would take them all, the last one too, and then
/// try again without a pause.
/// </summary>
internal sealed class Doorway(Func<bool> isCrowded, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan BetweenNotices = TimeSpan.FromMinutes(1);

    private volatile bool _isClosed;
    private long? _toldAt;

    /// <summary>Ends when there is room for a client, or nobody is let in any more.</summary>
    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        if (_isClosed || !isCrowded())
        {
            return;
        }

        // At the limit each client that leaves lets one in: told of once, not each time.
        if (_toldAt is not { } told || time.GetElapsedTime(told) >= BetweenNotices)
        {
            ControlEvents.ClientsWait(log);
            _toldAt = time.GetTimestamp();
        }

        do
        {
            await Task.Delay(Pause, time, cancellationToken);
        }
        while (!_isClosed && isCrowded());
    }

    public void Close() => _isClosed = true;
}
