using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Control.Routes;

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

    /// <summary>The lines of an answer, until the host or the caller ends it.</summary>
    /// <param name="path">What to ask for.</param>
    /// <param name="handle">Gets whole lines with their ends, as many as have come at once.</param>
    /// <param name="cancellationToken">The caller's end.</param>
    /// <returns>False when the host ended before its answer did.</returns>
    public async Task<bool> ReadLinesAsync(string path, Action<ReadOnlySpan<byte>> handle, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, cancellationToken, TextStream.ContentType);
        if (response.Content.Headers.ContentType?.MediaType != TextStream.ContentType)
        {
            throw Stranger(); // the program was replaced under an older host, say
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[128 << 10];
        var length = 0;
        while (true)
        {
            int count;
            try
            {
                count = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            }
            catch (Exception cut) when (cut is IOException or HttpRequestException)
            {
                return false;
            }

            if (count == 0)
            {
                return true;
            }

            var whole = length + buffer.AsSpan(length, count).LastIndexOf((byte)'\n') + 1;
            length += count;
            if (whole > length - count)
            {
                handle(buffer.AsSpan(0, whole));
                buffer.AsSpan(whole..length).CopyTo(buffer);
                length -= whole;
            }
            else if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * length);
            }
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
            throw Stranger();
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue(accept) } } };
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

    private CliException Stranger() => new(ExitCodes.NoHost, $"what answers at '{socketPath}' is no host of this version");

    public CliException Ended() => new(ExitCodes.NoHost, $"the host at '{socketPath}' ended before it answered");

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
}
