using System.Net.Sockets;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Tests.Control;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Cli;

/// <summary>More clients at one instant than the kernel has places for.</summary>
public sealed class ManyClientsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_finds_the_queue_full_comes_in_when_there_is_a_place()
    {
        var folder = Directory.CreateTempSubdirectory("bansuri-queue-");
        var path = Path.Combine(folder.FullName, "socket");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);

        var clients = Enumerable.Range(1, 200).Select(_ => SocketConnection.OpenAsync(path, Cancelled).AsTask()).ToList();
        Assert.Contains(clients, client => !client.IsCompleted);
        foreach (var _ in clients)
        {
            (await listener.AcceptAsync(Cancelled).AsTask().InTime()).Dispose();
        }

        foreach (var client in clients)
        {
            await (await client.InTime()).DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Two_hundred_clients_at_one_instant_all_get_their_answer()
    {
        await using var served = await ServedHost.StartAsync();

        var answers = Enumerable.Range(1, 200).Select(async _ =>
        {
            using var client = new ControlClient(served.Socket);
            return await client.GetAsync("/v1/host", ControlJson.Default.HostDocument, Cancelled);
        }).ToList();

        await Task.WhenAll(answers).InTime();
    }
}
