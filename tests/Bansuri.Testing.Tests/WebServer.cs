using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Bansuri.Testing.Tests;

/// <summary>Answers every request on a loopback port with the same bytes.</summary>
internal sealed partial class WebServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    public WebServer()
    {
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Null: none ever comes.</summary>
    public string? Answer { get; set; } = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";

    public List<string> Requests { get; } = [];

    /// <summary>Ends with the first request.</summary>
    public Task Asked => _asked.Task;

    public async ValueTask DisposeAsync()
    {
        if (_serving.IsCompleted)
        {
            return;
        }

        await _ending.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_ending.Token);
            Requests.Add(await RequestAsync(client.GetStream()));
            _asked.TrySetResult();
            if (Answer is not { } answer)
            {
                await Task.Delay(Timeout.Infinite, _ending.Token);
                return;
            }

            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), _ending.Token);
        }
    }

    private async Task<string> RequestAsync(NetworkStream stream)
    {
        var text = "";
        var buffer = new byte[4096];
        while (!IsWhole(text) && await stream.ReadAsync(buffer, _ending.Token) is > 0 and var count)
        {
            text += Encoding.ASCII.GetString(buffer, 0, count);
        }

        return text;
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = ContentLength().Match(request) is { Success: true } found ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return end >= 0 && request.Length >= end + 4 + length;
    }

    [GeneratedRegex(@"\r\nContent-Length: (\d+)\r\n")]
    private static partial Regex ContentLength();
}
