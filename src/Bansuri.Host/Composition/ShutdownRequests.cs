using Bansuri.Host.Control;

namespace Bansuri.Host.Composition;

/// <summary>The operator's <c>cancel</c>.</summary>
/// <param name="signals">Where a shutdown begins.</param>
/// <param name="cancelled">Hears of each, also of one that comes while the host shuts down already.</param>
internal sealed class ShutdownRequests(HostSignals signals, Action cancelled) : IShutdown
{
    public void Request(string reason)
    {
        cancelled();
        if (!signals.ShutdownAsked.IsCancellationRequested)
        {
            signals.Stop(reason);
        }
    }
}
