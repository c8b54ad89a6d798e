using System.Net.Sockets;
using System.Text;
using Bansuri.Host.Control.Routes;
using Bansuri.Host.Control.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bansuri.Host.Control;

/// <summary>
/// One request before the first. A server compiles most of its code when it answers for the first time, in the middle of the first tasks' starts;
/// played on a core that is idle while the configuration is read, that is over by then (docs/decisions/0042-a-rehearsal-of-the-first-request.md).
/// </summary>
internal static class Rehearsal
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: bansuri\r\nConnection: close\r\n\r\n"u8.ToArray();

    /// <exception cref="Exception">Whatever a server or a socket leads to; <see cref="InvalidDataException"/> for another answer than that of the route.</exception>
    public static async Task PlayAsync(TimeProvider time)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        await AskAsync(limit.Token);
    }

    // A name that starts with NUL is no file: it is gone with the socket (unix(7), "abstract").
    private static async Task AskAsync(CancellationToken cancellationToken)
    {
        var endpoint = new UnixDomainSocketEndPoint($"\0bansuri-rehearsal-{Guid.NewGuid():N}");
        using var server = new KestrelServer(KestrelSettings.On(endpoint, PeerCheck.IsThisUserOrRoot), KestrelSettings.Sockets(), NullLoggerFactory.Instance);
        var routes = new RouteTable();
        routes.Get("/", context => context.Response.WriteAsync("ok\n", context.RequestAborted));
        await server.StartAsync(new ControlApplication(routes, new ProblemMiddleware(NullLogger.Instance)), cancellationToken);

        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(endpoint, cancellationToken);
        await client.SendAsync(Request, cancellationToken);
        var answer = new byte[1024];
        var length = 0;
        while (length < answer.Length && await client.ReceiveAsync(answer.AsMemory(length), cancellationToken) is > 0 and var received)
        {
            length += received;
        }

        await server.StopAsync(cancellationToken);
        if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8))
        {
            throw new InvalidDataException($"the answer was {Encoding.UTF8.GetString(answer, 0, length)}");
        }
    }
}
