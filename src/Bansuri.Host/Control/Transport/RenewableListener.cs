using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Bansuri.Host.Control.Transport;

/// <summary>
/// A listener on a socket file that may vanish (tmp cleaners do that): <see cref="RenewAsync"/> binds the path again, and connections
/// that exist live on, which a restart of the server would cut.
/// </summary>
internal sealed class RenewableListener(Func<CancellationToken, ValueTask<IConnectionListener>> bind, Doorway doorway) : IConnectionListener
{
    private readonly Channel<IConnectionListener> _bound = Channel.CreateUnbounded<IConnectionListener>();
    private readonly List<IConnectionListener> _all = [];
    private IConnectionListener? _current;

    public EndPoint EndPoint => _current!.EndPoint; // bound before Kestrel sees it

    /// <summary>Binds the path; what was bound before no longer accepts.</summary>
    public async ValueTask RenewAsync(CancellationToken cancellationToken)
    {
        // First the old one: closing a bound socket removes the file of its path, whoever made that. Its connections live from its
        // memory, so it is disposed of with this one.
        if (_current is { } old)
        {
            await old.UnbindAsync(cancellationToken);
        }

        _current = await bind(cancellationToken);
        _all.Add(_current);
        _bound.Writer.TryWrite(_current);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _bound.Reader.WaitToReadAsync(cancellationToken))
        {
            // Peek, then accept: null says that this one was unbound, and the next one, or the end of the channel, follows.
            if (_bound.Reader.TryPeek(out var listener))
            {
                await doorway.PassAsync(cancellationToken);
                var connection = await AcceptOrNullAsync(listener, cancellationToken);
                if (connection is not null)
                {
                    return connection;
                }

                _bound.Reader.TryRead(out _);
            }
        }

        return null;
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        doorway.Close();
        _bound.Writer.TryComplete();
        if (_current is { } current)
        {
            await current.UnbindAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _bound.Writer.TryComplete();
        foreach (var listener in _all)
        {
            await listener.DisposeAsync();
        }
    }

    private static async ValueTask<ConnectionContext?> AcceptOrNullAsync(IConnectionListener listener, CancellationToken cancellationToken)
    {
        try
        {
            return await listener.AcceptAsync(cancellationToken);
        }
        catch (Exception gone) when (gone is ObjectDisposedException or SocketException)
        {
            return null;
        }
    }
}
