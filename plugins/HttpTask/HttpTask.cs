using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Bansuri.Abstractions;

namespace Bansuri.Plugins.Http;

/// <summary>
/// Asks a web server once and looks at the answer. Exit code 0: all is as it should be; 1: it is not, or there is no answer, and a line on
/// standard error says what. When it asks, and how often again, is the entry's business: <c>timer</c>, <c>times</c>, <c>timeout</c>.
/// </summary>
[TaskType("http", Description = "Asks a web server and checks status, body and latency")]
public sealed class HttpTask : AbstractTask<HttpOptions>
{
    private const int ReadSize = 16 << 10;
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(5);
    private static readonly ByteSize UsualMaxBody = new(1 << 20);

    private readonly Uri _url;
    private readonly Regex? _match;

    /// <summary>Makes the task for one attempt.</summary>
    /// <param name="config">The entry.</param>
    /// <param name="options">Its <c>with</c>.</param>
    /// <exception cref="TaskStartException">The address, or the regular expression, is none.</exception>
    public HttpTask(TaskConfig config, HttpOptions options)
        : base(config, options)
    {
        _url = Uri.TryCreate(Options.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url!
            : throw new TaskStartException($"'{Options.Url}' is no address of the web: write https://host/path");
        _match = Options.Match is { } pattern ? Parse(pattern) : null;
    }

    /// <inheritdoc/>
    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(context);
        var problems = new List<string>();
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = Options.FollowRedirects, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
            using var request = Request();
            var began = context.Time.GetTimestamp();
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
            var latency = context.Time.GetElapsedTime(began);
            var body = await ReadAsync(answer.Content, context.Progress, stopping);
            context.Output.WriteLine($"{Options.Method} {_url}: {(int)answer.StatusCode} in {Milliseconds(latency)}, {body.Length} bytes");
            problems.AddRange(Problems((int)answer.StatusCode, latency, body));
        }
        catch (HttpRequestException failure)
        {
            problems.Add($"no answer: {(failure.InnerException ?? failure).Message}");
        }
        catch (IOException failure)
        {
            problems.Add($"the answer breaks off: {failure.Message}");
        }

        problems.ForEach(problem => context.Output.WriteErrorLine($"{Options.Method} {_url}: {problem}"));
        return problems.Count == 0 ? 0 : 1;
    }

    private IEnumerable<string> Problems(int status, TimeSpan latency, byte[] body)
    {
        if (Options.Status is { } wanted ? !wanted.Contains(status) : status is < 200 or > 299)
        {
            yield return $"status {status}, not {(Options.Status is null ? "200 to 299" : string.Join(", ", Options.Status))}";
        }

        if (latency > Options.MaxLatency)
        {
            yield return $"the answer began after {Milliseconds(latency)}, max-latency is {Milliseconds(Options.MaxLatency.Value)}";
        }

        if (_match is not null && !IsMatch(_match, Encoding.UTF8.GetString(body)))
        {
            yield return $"the body does not match '{Options.Match}'";
        }
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(new HttpMethod(Options.Method), _url);
        if (Options.Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
        }

        foreach (var (name, value) in Options.Headers ?? new Dictionary<string, string>())
        {
            if (request.Headers.TryAddWithoutValidation(name, value))
            {
                continue;
            }

            // Those of the content stand apart in .NET; one that is there already gives way.
            request.Content?.Headers.Remove(name);
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async Task<byte[]> ReadAsync(HttpContent content, IProgress<TaskProgress> progress, CancellationToken stopping)
    {
        var most = (Options.MaxBody ?? UsualMaxBody).Bytes;
        using var body = new MemoryStream();
        var buffer = new byte[ReadSize];
        await using var stream = await content.ReadAsStreamAsync(stopping);
        while (body.Length < most
            && await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(ReadSize, most - body.Length)), stopping) is > 0 and var count)
        {
            body.Write(buffer.AsSpan(0, count));
            progress.Report(Progress(body.Length, content.Headers));
        }

        return body.ToArray();
    }

    private static TaskProgress Progress(long read, HttpContentHeaders headers) =>
        new(headers.ContentLength is > 0 and var length ? (double)read / length : null, $"{read} bytes");

    private static bool IsMatch(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static Regex Parse(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, MatchLimit);
        }
        catch (ArgumentException problem)
        {
            throw new TaskStartException($"'match' is no regular expression: {problem.Message}");
        }
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms";
}
