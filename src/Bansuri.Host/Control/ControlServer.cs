using System.Net.Sockets;
using System.Text;
using Bansuri.Host.Control.Events;
using Bansuri.Host.Control.Routes;
using Bansuri.Host.Control.Transport;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bansuri.Host.Control;

/// <summary>The control interface: HTTP on a Unix socket, by Kestrel alone (docs/decisions/0041-kestrel-alone.md).</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(1);

    private readonly ControlOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly EventLog _events;
    private readonly ControlApplication _application;
    private readonly SocketFileTransport _transport;
    private readonly KestrelServer _server;
    private readonly CancellationTokenSource _ended = new();
    private Task _watch = Task.CompletedTask;
    private bool _isDisposed;

    public ControlServer(ControlOptions options, ControlServices services, ILoggerFactory loggers, TimeProvider time)
    {
        if (Encoding.UTF8.GetByteCount(options.SocketPath) > ControlOptions.LongestSocketPath)
        {
            throw new ArgumentException($"the path of the control socket is longer than {ControlOptions.LongestSocketPath} bytes: '{options.SocketPath}'", nameof(options));
        }

        _options = options;
        _time = time;
        _log = loggers.CreateLogger<ControlServer>();
        _events = new EventLog(services.Board);
        var routes = new ControlApi(services, _events, time, _log).Routes(_ended.Token);
        _application = new ControlApplication(routes, new ProblemMiddleware(_log));

        _transport = new SocketFileTransport(KestrelSettings.Sockets(), options, new Doorway(options.IsCrowded, time, _log));
        var settings = KestrelSettings.On(new UnixDomainSocketEndPoint(options.SocketPath), options.Admits);
        _server = new KestrelServer(settings, _transport, NullLoggerFactory.Instance);
    }

    /// <summary>Listens from the return on.</summary>
    /// <exception cref="IOException">The socket cannot be made.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync(_application, cancellationToken);
        _watch = WatchAsync(_ended.Token);
    }

    /// <summary>Ends followers and removes the socket; never takes longer than a second or so. Once is enough.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _ended.CancelAsync();
        await _watch;
        using var limit = new CancellationTokenSource(LongestStop, _time);
        await _server.StopAsync(limit.Token);
        _server.Dispose();
        _events.Dispose();
        _ended.Dispose();
    }

    private async Task WatchAsync(CancellationToken ended)
    {
        while (true)
        {
            await Task.Delay(_options.CheckInterval, _time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (await _transport.EnsureAsync(ended))
                {
                    ControlEvents.SocketMadeAgain(_log, _options.SocketPath);
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or SocketException)
            {
                // Tried again at the next check; tasks need no control socket.
                ControlEvents.SocketFailed(_log, _options.SocketPath, problem.Message);
            }
        }
    }
}
