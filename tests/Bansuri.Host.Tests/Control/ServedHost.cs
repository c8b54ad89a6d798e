using System.Net.Sockets;
using Bansuri.Host.Control;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bansuri.Host.Tests.Control;

/// <summary>The real control interface of a <see cref="FakeHost"/>, on a socket in a folder of its own.</summary>
internal sealed class ServedHost : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bansuri-control-");
    private readonly ControlServer _server;

    private ServedHost(FakeHost host, Func<uint, bool>? admits)
    {
        Host = host;
        var options = new ControlOptions
        {
            SocketPath = Socket,
            CheckInterval = TimeSpan.FromMilliseconds(50),
            PrepareDirectory = () => Directory.CreateDirectory(Path.GetDirectoryName(Socket)!),
        };
        _server = new ControlServer(admits is null ? options : options with { Admits = admits }, host.Services, NullLoggerFactory.Instance, TimeProvider.System);
        Http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync }) { BaseAddress = new Uri("http://localhost"), Timeout = TimeSpan.FromSeconds(30) };
    }

    public FakeHost Host { get; }

    public string Socket => Path.Combine(_folder.FullName, "run", "control.sock");

    public HttpClient Http { get; }

    public static async Task<ServedHost> StartAsync(Func<uint, bool>? admits = null)
    {
        var served = new ServedHost(new FakeHost(), admits);
        await served._server.StartAsync(TestContext.Current.CancellationToken);
        return served;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
