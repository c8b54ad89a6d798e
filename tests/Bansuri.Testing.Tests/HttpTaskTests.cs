using Bansuri.Plugins.Http;

namespace Bansuri.Testing.Tests;

public sealed class HttpTaskTests : IAsyncLifetime
{
    private readonly WebServer _server = new();

    [Fact]
    public async Task An_answer_as_it_should_be_is_exit_code_0_and_one_line()
    {
        var (code, said) = await RunAsync(("match", "^he..o$"), ("max-latency", "10s"));

        Assert.Equal(0, code);
        Assert.Empty(said.Errors);
        Assert.Matches(@"^GET http://127\.0\.0\.1:\d+/: 200 in \d+ ms, 5 bytes$", Assert.Single(said.Output));
        Assert.Equal(new TaskProgress(1, "5 bytes"), said.Progress[^1]);
    }

    [Theory]
    [InlineData("status", "204, 301", "status 200, not 204, 301")]
    [InlineData("match", "bye", "the body does not match 'bye'")]
    [InlineData("max-latency", "0s", @"the answer began after \d+ ms, max-latency is 0 ms")]
    public async Task What_is_not_as_it_should_be_is_exit_code_1_and_said(string option, string value, string problem)
    {
        var (code, said) = await RunAsync((option, option == "status" ? value.Split(", ").Select(object? (each) => int.Parse(each)).ToList() : value));

        Assert.Equal(1, code);
        Assert.Matches($"^GET http://127\\.0\\.0\\.1:\\d+/: {problem}$", Assert.Single(said.Errors));
    }

    [Theory]
    [InlineData(404, 1)]
    [InlineData(503, 1)]
    [InlineData(204, 0)]
    public async Task Only_codes_from_200_to_299_are_good_unless_others_are_named(int status, int code)
    {
        _server.Answer = $"HTTP/1.1 {status} Word\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

        Assert.Equal(code, (await RunAsync()).Code);
    }

    [Fact]
    public async Task Method_headers_and_body_are_sent()
    {
        await RunAsync(
            ("method", "PUT"),
            ("headers", new Dictionary<string, object?> { ["X-Token"] = "abc", ["Content-Type"] = "application/json" }),
            ("body", "{}"));

        var request = Assert.Single(_server.Requests);
        Assert.StartsWith("PUT / HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Token: abc\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{}", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_of_the_body_is_read_than_asked_for()
    {
        var (code, said) = await RunAsync(("max-body", "2"), ("match", "^he$"));

        Assert.Equal(0, code);
        Assert.Empty(said.Errors);
    }

    [Fact]
    public async Task No_answer_is_exit_code_1_with_the_reason()
    {
        await _server.DisposeAsync();

        var (code, said) = await RunAsync();

        Assert.Equal(1, code);
        Assert.Contains("no answer: Connection refused", Assert.Single(said.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_exit_code_1_and_said()
    {
        _server.Answer = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";

        var (code, said) = await RunAsync();

        Assert.Equal(1, code);
        Assert.Contains("the answer breaks off", Assert.Single(said.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_ends_a_request_that_nobody_answers()
    {
        _server.Answer = null;
        await using var attempt = TaskAttempt.Start(Make());
        await _server.Asked;

        Assert.True(await attempt.StopAsync());
        Assert.True(attempt.Completed.IsCanceled);
    }

    [Theory]
    [InlineData("url", "ftp://example.org/", "'ftp://example.org/' is no address of the web")]
    [InlineData("match", "(", "'match' is no regular expression")]
    public void What_cannot_work_is_a_start_error(string option, string value, string problem)
    {
        var exception = Assert.Throws<TaskStartException>(() => Make((option, value)));
        Assert.StartsWith(problem, exception.Message, StringComparison.Ordinal);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private HttpTask Make(params (string Option, object? Value)[] options)
    {
        var with = new Dictionary<string, object?> { ["url"] = _server.Url };
        foreach (var (option, value) in options)
        {
            with[option] = value;
        }

        return TaskMaker.Make<HttpTask>(new Dictionary<string, object?> { ["type"] = "http", ["with"] = with });
    }

    private async Task<(int Code, TaskSayings Said)> RunAsync(params (string Option, object? Value)[] options)
    {
        await using var attempt = TaskAttempt.Start(Make(options));
        return (await attempt.Completed.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), attempt.Said);
    }
}
