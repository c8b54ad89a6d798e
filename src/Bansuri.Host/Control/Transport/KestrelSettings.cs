using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Bansuri.Host.Control.Transport;

/// <summary>How Kestrel serves one socket: HTTP/1.1, small requests, slow readers, peers of this user alone.</summary>
internal static class KestrelSettings
{
    private const long LargestRequest = 64 * 1024;

    // As many as the kernel lets wait at once: an agent per core of a large node may ask at the same instant.
    public static SocketTransportFactory Sockets() =>
        new(Options.Create(new SocketTransportOptions { Backlog = int.MaxValue }), NullLoggerFactory.Instance);

    public static IOptions<KestrelServerOptions> On(EndPoint endpoint, Func<uint, bool> admits)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = LargestRequest;

        // A follower may read as slowly as it likes: it loses events, not its connection.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(endpoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => PeerCheck.Guard(next, admits));
        });
        return Options.Create(kestrel);
    }
}
