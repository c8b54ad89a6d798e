using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Bansuri.Host.Control.Transport;

/// <summary>Kestrel's socket transport on one socket file of mode 0600, made again when it has vanished.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Kestrel disposes the listener that it got from BindAsync.")]
internal sealed class SocketFileTransport(SocketTransportFactory sockets, ControlOptions options, Doorway doorway) : IConnectionListenerFactory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private RenewableListener? _listener;

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        _listener = new RenewableListener(token => BindFileAsync(endpoint, token), doorway);
        await _listener.RenewAsync(cancellationToken);
        return _listener;
    }

    /// <returns>True when the file had vanished and was made again.</returns>
    public async ValueTask<bool> EnsureAsync(CancellationToken cancellationToken)
    {
        options.PrepareDirectory();
        if (_listener is null || File.Exists(options.SocketPath))
        {
            return false;
        }

        await _listener.RenewAsync(cancellationToken);
        return true;
    }

    private async ValueTask<IConnectionListener> BindFileAsync(EndPoint endpoint, CancellationToken cancellationToken)
    {
        options.PrepareDirectory();
        File.Delete(options.SocketPath);
        var listener = await sockets.BindAsync(endpoint, cancellationToken);

        // The directory is 0700, so nobody came in between.
        File.SetUnixFileMode(options.SocketPath, OwnerOnly);
        return listener;
    }
}
