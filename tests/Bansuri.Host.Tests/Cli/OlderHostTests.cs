using System.Net.Sockets;
using System.Text;
using Bansuri.Host.Cli;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Cli;

/// <summary>The program was replaced while a host runs.</summary>
public sealed class OlderHostTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_from_a_host_that_does_not_know_plain_text_are_refused_not_misread()
    {
        var folder = Directory.CreateTempSubdirectory("bansuri-older-");
        var path = Path.Combine(folder.FullName, "socket");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        using var client = new ControlClient(path);

        var reading = client.ReadLinesAsync("/v1/tasks/backup/logs", _ => { }, Cancelled);
        using var connection = await listener.AcceptAsync(Cancelled).AsTask().InTime();
        await connection.ReceiveAsync(new byte[4096], Cancelled);
        await connection.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"lines\":[]}"), Cancelled);

        var problem = await Assert.ThrowsAsync<CliException>(() => reading).InTime();
        Assert.Equal($"what answers at '{path}' is no host of this version", problem.Message);
        folder.Delete(recursive: true);
    }
}
