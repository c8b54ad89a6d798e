using System.Text;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Tests.Control;

public sealed class ControlSocketTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_socket_is_for_its_owner_alone()
    {
        await using var served = await ServedHost.StartAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(served.Socket));
    }

    [Fact]
    public async Task A_peer_of_another_user_is_refused()
    {
        await using var served = await ServedHost.StartAsync(admits: _ => false);

        await Assert.ThrowsAsync<HttpRequestException>(() => served.Http.GetStringAsync("/healthz", Cancelled));
    }

    [Fact]
    public async Task The_peer_check_sees_the_user_who_connects()
    {
        var seen = new List<uint>();
        await using var served = await ServedHost.StartAsync(admits: user =>
        {
            seen.Add(user);
            return true;
        });

        await served.Http.GetStringAsync("/healthz", Cancelled);

        Assert.Equal(Host.StateDirectory.Kernel.FileFacts.EffectiveUser, Assert.Single(seen));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_socket_that_vanished_is_made_again_and_open_streams_live_on(bool withItsDirectory)
    {
        await using var served = await ServedHost.StartAsync();
        using var stream = new StreamReader(await served.Http.GetStreamAsync("/v1/events", Cancelled));

        if (withItsDirectory)
        {
            Directory.Delete(Path.GetDirectoryName(served.Socket)!, recursive: true);
        }
        else
        {
            File.Delete(served.Socket);
        }

        await Eventually.TrueAsync(() => File.Exists(served.Socket));
        using var later = new HttpRequestMessage(HttpMethod.Get, "/healthz") { Headers = { ConnectionClose = true } };
        using var answer = await served.Http.SendAsync(later, Cancelled);
        Assert.Equal("ok\n", await answer.Content.ReadAsStringAsync(Cancelled));

        served.Host.Board.Raise(EventLogTests.Transition(1));
        Assert.Equal("id: 1", await stream.ReadLineAsync(Cancelled));
    }

    [Theory]
    [InlineData("text/plain", "one\n\u00ff3000\ntwo\n")]
    [InlineData(null, "event: line\ndata: {\"at\":null,\"stderr\":false,\"text\":\"one\",\"missed\":0}\n\nevent: line\ndata: {\"at\":null,\"stderr\":false,\"text\":\"\",\"missed\":3000}\n\n")]
    public async Task Who_only_prints_lines_gets_nothing_else(string? accept, string expected)
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Lines.AddRange([new LogLine(null, false, "one"), new LogLine(null, false, "") { Missed = 3000 }, new LogLine(null, false, "two")]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/tasks/backup/logs?follow");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var answer = await served.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled), Encoding.Latin1);

        var said = new char[expected.Length];
        Assert.Equal(said.Length, await stream.ReadBlockAsync(said, Cancelled));
        Assert.Equal(expected, new string(said));
        Assert.Equal(accept ?? "text/event-stream", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_end_of_the_host_ends_followers_and_removes_the_socket()
    {
        var served = await ServedHost.StartAsync();
        var socket = served.Socket;
        using var stream = new StreamReader(await served.Http.GetStreamAsync("/v1/tasks/backup/logs?follow", Cancelled));
        var rest = stream.ReadToEndAsync(Cancelled);

        await served.DisposeAsync();

        Assert.False(File.Exists(socket));
        await Record.ExceptionAsync(() => rest.WaitAsync(TimeSpan.FromSeconds(10), Cancelled));
        Assert.True(rest.IsCompleted);
    }
}
