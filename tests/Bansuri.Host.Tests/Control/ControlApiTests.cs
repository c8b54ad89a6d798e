using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Tests.Control;

public sealed class ControlApiTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_is_shown_in_the_documented_shape()
    {
        await using var served = await ServedHost.StartAsync();

        var tasks = await served.Http.GetStringAsync("/v1/tasks", Cancelled);

        Assert.Equal(
            """
            [{"name":"backup","type":"shell","state":"running","reason":"slot 11:00","pid":812,"startedAt":"2026-01-09T11:02:06+01:00",
            "attempt":1,"times":3,"runs":12,"failedRuns":1,"restarts":0,
            "lastExit":{"reason":"signalled","code":null,"signal":"SIGTERM","at":"2026-01-09T10:06:18+01:00","seconds":4.2},
            "nextRun":"2026-01-09T14:06:18+01:00","cpuSeconds":1.2,"memoryBytes":1234567,"generation":"shell@1.0.0+3f2a"},
            {"name":"nightly","type":"python","state":"scheduled","reason":"next slot","pid":null,"startedAt":null,
            "attempt":0,"times":null,"runs":0,"failedRuns":0,"restarts":0,"lastExit":null,
            "nextRun":"2026-01-09T14:06:18+01:00","cpuSeconds":null,"memoryBytes":null,"generation":null}]
            """.Replace("\n", "", StringComparison.Ordinal),
            Readable(tasks));
    }

    [Fact]
    public async Task The_host_is_shown_in_the_documented_shape()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Current = served.Host.Current with
        {
            Config = served.Host.Current.Config with { Errors = [new ConfigErrorDocument { Code = "BAN012", File = "/data/bansuri.yaml", Line = 14, Column = 5, Message = "unknown key" }] },
            Slurm = new SlurmDocument(1234, FakeHost.Now, 0) { Node = "n1", SecondsLeft = 90, PlannedAction = "tasks are stopped" },
            PinnedPlugins = ["Greet@1.0.0+3f2a (generation 3)"],
        };

        var host = await served.Http.GetStringAsync("/v1/host", Cancelled);

        Assert.Equal(
            """
            {"pid":71,"version":"1.0.0","startedAt":"2026-01-08T11:06:18+01:00","node":"n1",
            "config":{"path":"/data/bansuri.yaml","revision":6,"loadedAt":"2026-01-09T09:06:18+01:00",
            "errors":[{"code":"BAN012","file":"/data/bansuri.yaml","line":14,"column":5,"message":"unknown key"}]},
            "slurm":{"jobId":1234,"endsAt":"2026-01-09T11:06:18+01:00","restartCount":0,"node":"n1","secondsLeft":90,"stopsAt":null,"plannedAction":"tasks are stopped"},
            "pinnedPlugins":["Greet@1.0.0+3f2a (generation 3)"]}
            """.Replace("\n", "", StringComparison.Ordinal),
            Readable(host));
    }

    [Theory]
    [InlineData("start", "Start")]
    [InlineData("stop", "Stop")]
    [InlineData("restart", "Restart")]
    [InlineData("trigger", "Trigger")]
    [InlineData("enable", "Enable")]
    [InlineData("disable", "Disable")]
    public async Task An_order_reaches_the_task_and_its_result_comes_back(string word, string order)
    {
        await using var served = await ServedHost.StartAsync();

        using var response = await served.Http.PostAsync($"/v1/tasks/backup/{word}", null, Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var result = await response.Content.ReadFromJsonAsync(ControlJson.Default.OrderDocument, Cancelled);
        Assert.Equal("done", result!.Outcome);
        Assert.Equal(("backup", Enum.Parse<TaskOrder>(order)), Assert.Single(served.Host.Board.Ordered));
    }

    [Fact]
    public async Task An_order_that_is_not_waited_for_is_accepted_at_once()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Board.Answer = (_, _) => new TaskCompletionSource<OrderResult>().Task;

        using var response = await served.Http.PostAsync("/v1/tasks/backup/stop?wait=false", null, Cancelled);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task A_wait_that_times_out_is_a_problem_and_the_order_stands()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Board.Answer = (_, _) => new TaskCompletionSource<OrderResult>().Task;

        using var response = await served.Http.PostAsync("/v1/tasks/backup/stop?timeout=50ms", null, Cancelled);

        var problem = await ProblemAsync(response);
        Assert.Equal(ProblemTypes.WaitTimedOut, problem.Type);
        Assert.Equal("backup: stop is not done after 50ms, the task is running (slot 11:00); the order stands", problem.Detail);
        Assert.Single(served.Host.Board.Ordered);
    }

    [Fact]
    public async Task A_refused_order_is_a_conflict_that_names_the_task()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Board.Answer = (task, _) => Task.FromResult(new OrderResult(OrderOutcome.Refused, "the host shuts down", task));

        using var response = await served.Http.PostAsync("/v1/tasks/backup/start", null, Cancelled);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("backup: the host shuts down", (await ProblemAsync(response)).Detail);
    }

    [Theory]
    [InlineData("GET", "/v1/tasks/none", 404, ProblemTypes.NoSuchTask)]
    [InlineData("POST", "/v1/tasks/none/start", 404, ProblemTypes.NoSuchTask)]
    [InlineData("POST", "/v1/tasks/none/signal?signal=HUP", 404, ProblemTypes.NoSuchTask)]
    [InlineData("GET", "/v1/tasks/none/logs?follow", 404, ProblemTypes.NoSuchTask)]
    [InlineData("POST", "/v1/tasks/backup/signal?signal=NONE", 400, ProblemTypes.BadRequest)]
    [InlineData("POST", "/v1/tasks/backup/signal", 400, ProblemTypes.BadRequest)]
    [InlineData("POST", "/v1/tasks/backup/stop?timeout=soon", 400, ProblemTypes.BadRequest)]
    [InlineData("POST", "/v1/tasks/backup/stop?wait=perhaps", 400, ProblemTypes.BadRequest)]
    [InlineData("GET", "/v1/tasks/backup/logs?n=many", 400, ProblemTypes.BadRequest)]
    [InlineData("GET", "/v1/tasks/backup/logs?attempt=last", 400, ProblemTypes.BadRequest)]
    [InlineData("GET", "/v1/tasks/backup/logs?grep=(", 400, ProblemTypes.BadRequest)]
    [InlineData("GET", "/v1/tasks/backup/logs?since=once", 400, ProblemTypes.BadRequest)]
    [InlineData("POST", "/v1/tasks/backup/dance", 404, ProblemTypes.Blank)]
    [InlineData("GET", "/v1/tasks/backup/start", 405, ProblemTypes.Blank)]
    public async Task Every_error_is_a_problem_document(string method, string path, int status, string type)
    {
        await using var served = await ServedHost.StartAsync();

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await served.Http.SendAsync(request, Cancelled);

        Assert.Equal(status, (int)response.StatusCode);
        var problem = await ProblemAsync(response);
        Assert.Equal(type, problem.Type);
        Assert.Equal(status, problem.Status);
    }

    [Fact]
    public async Task A_failure_of_the_host_is_an_answer_without_its_text()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Board.Answer = (_, _) => throw new InvalidOperationException("inner secret");

        using var response = await served.Http.PostAsync("/v1/tasks/backup/start", null, Cancelled);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_goes_by_name_or_number_and_says_how_many_got_it()
    {
        await using var served = await ServedHost.StartAsync();

        using var response = await served.Http.PostAsync("/v1/tasks/backup/signal?signal=sighup", null, Cancelled);

        Assert.Equal("""{"processes":2}""", await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(1, served.Host.Board.Signalled);
    }

    [Fact]
    public async Task Lines_are_asked_for_as_the_query_says()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Lines.Add(new LogLine(FakeHost.Now, false, "one"));

        var document = await served.Http.GetFromJsonAsync(
            "/v1/tasks/backup/logs?n=5&stderr&grep=o.e&attempt=3&since=2026-01-09T11:00:00%2B01:00", ControlJson.Default.LogDocument, Cancelled);

        Assert.Equal("one", Assert.Single(document!.Lines).Text);
        var query = served.Host.LastQuery!;
        Assert.Equal((5, true, false), (query.Lines, query.StderrOnly, query.Follow));
        Assert.Equal(3, query.Attempt);
        Assert.Equal("o.e", query.Grep!.ToString());
        Assert.Equal(new DateTimeOffset(2026, 1, 9, 11, 0, 0, TimeSpan.FromHours(1)), query.Since);
    }

    [Fact]
    public async Task Why_shows_the_transitions_in_order()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Board.History.Add(new TaskTransition(FakeHost.Now, "backup", TaskState.Scheduled, TaskState.Starting, "slot 11:00"));

        var why = await served.Http.GetFromJsonAsync("/v1/tasks/backup/why", ControlJson.Default.WhyDocument, Cancelled);

        var transition = Assert.Single(why!.Transitions);
        Assert.Equal(("scheduled", "starting", "slot 11:00"), (transition.From, transition.To, transition.Reason));
    }

    [Fact]
    public async Task Metrics_are_in_the_text_format_of_prometheus()
    {
        await using var served = await ServedHost.StartAsync();

        var metrics = await served.Http.GetStringAsync("/metrics", Cancelled);

        Assert.Contains("# TYPE bansuri_tasks gauge\n", metrics, StringComparison.Ordinal);
        Assert.Contains("bansuri_tasks{state=\"running\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("bansuri_task_runs_total{task=\"backup\"} 12\n", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("bansuri_task_memory_bytes{task=\"nightly\"}", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shutdown_is_answered_and_then_requested()
    {
        await using var served = await ServedHost.StartAsync();

        using var response = await served.Http.PostAsync("/v1/shutdown", null, Cancelled);

        Assert.Equal("""{"pid":71}""", await response.Content.ReadAsStringAsync(Cancelled));
        await Eventually.TrueAsync(() => served.Host.ShutdownReason is not null);
    }

    private static async Task<ProblemDocument> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (await response.Content.ReadFromJsonAsync(ControlJson.Default.ProblemDocument, Cancelled))!;
    }

    // JSON may write '+' as an escape; the documents are compared as people read them.
    private static string Readable(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document, Relaxed);
    }
}
