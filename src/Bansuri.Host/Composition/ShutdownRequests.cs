using Bansuri.Host.Control;

namespace Bansuri.Host.Composition;

/// <summary>Shutdowns that come over the control interface; a second one changes nothing, unlike a second signal.</summary>
internal sealed class ShutdownRequests(HostSignals signals) : IShutdown
{
    public void Request(string reason)
    {
        if (!signals.ShutdownAsked.IsCancellationRequested)
        {
            signals.Stop(reason);
        }
    }
}
