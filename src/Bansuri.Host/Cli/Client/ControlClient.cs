using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Client;

/// <summary>One host's control interface, from outside.</summary>
internal sealed class ControlClient(string socketPath) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = (_, cancellationToken) => SocketConnection.OpenAsync(socketPath, cancellationToken),
    })
    {
        BaseAddress = new Uri("http://localhost"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, path, type, cancellationToken);

    public Task<T> PostAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, path, type, cancellationToken);

    /// <summary>The events of a stream, until the host or the caller ends it.</summary>
    /// <param name="pause">Called when those that have come are handled, before more are waited for.</param>
    public async Task FollowAsync<T>(string path, JsonTypeInfo<T> type, Action<T> handle, Action pause, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        // Not disposed of: a read may be under way when the terminal fails, and the end of the response ends it.
        var events = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize(data, type)!) // the host writes no null
            .EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var next = NextAsync(events);
            if (!next.IsCompleted)
            {
                pause();
            }

            if (!await next)
            {
                pause();
                return;
            }

            handle(events.Current.Data);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> AskAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, cancellationToken);
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("null");
        }
        catch (HttpRequestException)
        {
            throw Ended();
        }
        catch (JsonException)
        {
            throw new CliException(ExitCodes.NoHost, $"what answers at '{socketPath}' is no host of this version");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException problem) when (problem.InnerException is SocketException refused)
        {
            // .NET has no word of its own for ENOENT, and says that the address is not available.
            var reason = refused.SocketErrorCode == SocketError.AddressNotAvailable ? "No such file or directory" : refused.Message;
            throw new CliException(ExitCodes.NoHost, $"no host answers at '{socketPath}': {reason}");
        }
        catch (HttpRequestException)
        {
            throw Ended();
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ProblemAsync(response, cancellationToken);
        }
    }

    private CliException Ended() => new(ExitCodes.NoHost, $"the host at '{socketPath}' ended before it answered");

    private static async Task<CliException> ProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ProblemDocument? problem = null;
        try
        {
            problem = JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellationToken), ControlJson.Default.ProblemDocument);
        }
        catch (Exception unreadable) when (unreadable is JsonException or HttpRequestException)
        {
            // The status says enough.
        }

        var code = problem?.Type switch
        {
            ProblemTypes.NoSuchTask => ExitCodes.NoSuchTask,
            ProblemTypes.WaitTimedOut => ExitCodes.TimedOut,
            ProblemTypes.BadRequest => ExitCodes.Usage,
            _ => ExitCodes.Failed,
        };
        return new CliException(code, problem?.Detail ?? $"the host answered with status {(int)response.StatusCode}");
    }

    private static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<SseItem<T>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException)
        {
            return false; // the host has ended
        }
    }
}
