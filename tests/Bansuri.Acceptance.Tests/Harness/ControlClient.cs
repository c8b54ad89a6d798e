using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>Speaks to a host over its socket, as any program may: where a process for each question would take too long.</summary>
internal sealed class ControlClient : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;

    public ControlClient(string socket)
    {
        var connections = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), token);
                return new NetworkStream(connection, ownsSocket: true);
            },
        };
        _http = new HttpClient(connections) { BaseAddress = new Uri("http://bansuri/"), Timeout = Wait.Limit };
    }

    public Task<T> GetAsync<T>(string path) => AskAsync<T>(HttpMethod.Get, path);

    public Task<T> PostAsync<T>(string path) => AskAsync<T>(HttpMethod.Post, path);

    public void Dispose() => _http.Dispose();

    private async Task<T> AskAsync<T>(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        using var answer = await _http.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(body)}");
        return JsonSerializer.Deserialize<T>(body, Json)!; // a document, as each of these answers is
    }
}
