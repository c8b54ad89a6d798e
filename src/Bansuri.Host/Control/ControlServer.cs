using System.Text;
using Bansuri.Host.Control.Events;
using Bansuri.Host.Control.Routes;
using Bansuri.Host.Control.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Control;

/// <summary>The control interface: HTTP on a Unix socket.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(1);

    private readonly ControlOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly EventLog _events;
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _ended = new();
    private Task _watch = Task.CompletedTask;

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
        _application = Build(options);
        new ControlApi(services, _events, time, _log).Map(_application);
    }

    /// <summary>Listens from the return on.</summary>
    /// <exception cref="IOException">The socket cannot be made.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _application.StartAsync(cancellationToken);
        _watch = WatchAsync(_ended.Token);
    }

    /// <summary>Ends followers and removes the socket; never takes longer than a second or so.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _watch;
        await _application.StopAsync();
        await _application.DisposeAsync();
        _events.Dispose();
        _ended.Dispose();
    }

    private static WebApplication Build(ControlOptions options)
    {
        // Empty: no configuration files, no directory watches, no console logger (docs/operations.md, "Control interface").
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = "/", ApplicationName = "bansuri" });
        // As many as the kernel lets wait at once: an agent per core of a large node may ask at the same instant.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.Backlog = int.MaxValue);
        builder.Services.AddSingleton<SocketTransportFactory>();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<SocketFileTransport>();
        builder.Services.AddSingleton<IConnectionListenerFactory>(services => services.GetRequiredService<SocketFileTransport>());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;

            // A follower may read as slowly as it likes: it loses events, not its connection.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.ListenUnixSocket(options.SocketPath, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => PeerCheck.Guard(next, options.Admits));
            });
        });
        return builder.Build();
    }

    private async Task WatchAsync(CancellationToken ended)
    {
        var transport = _application.Services.GetRequiredService<SocketFileTransport>();
        while (true)
        {
            await Task.Delay(_options.CheckInterval, _time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (await transport.EnsureAsync(ended))
                {
                    ControlEvents.SocketMadeAgain(_log, _options.SocketPath);
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException)
            {
                // Tried again at the next check; tasks need no control socket.
                ControlEvents.SocketFailed(_log, _options.SocketPath, problem.Message);
            }
        }
    }
}
