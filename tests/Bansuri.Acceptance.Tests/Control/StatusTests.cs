using System.Text.Json;

namespace Bansuri.Acceptance.Tests.Control;

/// <summary>The document of `status --json`, field by field: people build on it.</summary>
public sealed class StatusTests : AcceptanceTest
{
    [Fact]
    public async Task The_document_has_exactly_its_fields_with_their_kinds()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              failing: { command: exit 3, times: 2, restart-delay: 10ms }
              killed: { command: kill -TERM $$ }
              running: { command: [sleep, "1000"], forever: true }
              waiting: { command: "true", schedule-cron: "@yearly" }
            """);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilStateAsync("failing", "failed");
        await host.UntilStateAsync("killed", "failed");
        await host.PidOfAsync("running");

        var document = await host.StatusJsonAsync();

        Assert.Equal(["host", "tasks"], Names(document));
        var hostPart = document.GetProperty("host");
        Assert.Equal(["pid", "version", "startedAt", "node", "config", "slurm", "pinnedPlugins"], Names(hostPart));
        Assert.Equal(host.Pid, hostPart.GetProperty("pid").GetInt32());
        Assert.Matches(@"^\d+\.\d+\.\d+", hostPart.GetProperty("version").GetString());
        Assert.Equal(Environment.MachineName, hostPart.GetProperty("node").GetString());
        Assert.Equal(JsonValueKind.Null, hostPart.GetProperty("slurm").ValueKind);
        Assert.Equal(0, hostPart.GetProperty("pinnedPlugins").GetArrayLength());
        Assert.True(hostPart.GetProperty("startedAt").TryGetDateTimeOffset(out _));

        var config = hostPart.GetProperty("config");
        Assert.Equal(["path", "revision", "loadedAt", "errors"], Names(config));
        Assert.Equal(Sandbox.In("bansuri.yaml"), config.GetProperty("path").GetString());
        Assert.Equal(1, config.GetProperty("revision").GetInt32());
        Assert.True(config.GetProperty("loadedAt").TryGetDateTimeOffset(out _));
        Assert.Equal(0, config.GetProperty("errors").GetArrayLength());

        var tasks = document.GetProperty("tasks").EnumerateArray().ToDictionary(task => task.GetProperty("name").GetString() ?? "");
        Assert.Equal(["failing", "killed", "running", "waiting"], tasks.Keys);
        Assert.All(tasks.Values, task => Assert.Equal(
            [
                "name", "type", "state", "reason", "pid", "startedAt", "attempt", "times", "runs", "failedRuns", "restarts",
                "lastExit", "nextRun", "cpuSeconds", "memoryBytes", "generation",
            ],
            Names(task)));

        var failing = tasks["failing"];
        Assert.Equal("shell", failing.GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.Null, failing.GetProperty("pid").ValueKind);
        Assert.Equal(JsonValueKind.Null, failing.GetProperty("nextRun").ValueKind);
        Assert.Equal(2, failing.GetProperty("attempt").GetInt32());
        Assert.Equal(2, failing.GetProperty("times").GetInt32());
        Assert.Equal(1, failing.GetProperty("runs").GetInt32());
        Assert.Equal(1, failing.GetProperty("failedRuns").GetInt32());
        Assert.Equal(0, failing.GetProperty("restarts").GetInt32());
        Assert.StartsWith("shell@", failing.GetProperty("generation").GetString(), StringComparison.Ordinal);

        var exit = failing.GetProperty("lastExit");
        Assert.Equal(["reason", "code", "signal", "at", "seconds"], Names(exit));
        Assert.Equal("exited", exit.GetProperty("reason").GetString());
        Assert.Equal(3, exit.GetProperty("code").GetInt32());
        Assert.Equal(JsonValueKind.Null, exit.GetProperty("signal").ValueKind);
        Assert.True(exit.GetProperty("at").TryGetDateTimeOffset(out _));
        Assert.True(exit.GetProperty("seconds").GetDouble() >= 0);

        var killed = tasks["killed"].GetProperty("lastExit");
        Assert.Equal("signalled", killed.GetProperty("reason").GetString());
        Assert.Equal("SIGTERM", killed.GetProperty("signal").GetString());
        Assert.Equal(JsonValueKind.Null, killed.GetProperty("code").ValueKind);

        var running = tasks["running"];
        Assert.Equal(JsonValueKind.Null, running.GetProperty("lastExit").ValueKind);
        Assert.Equal(JsonValueKind.Null, running.GetProperty("times").ValueKind);
        Assert.True(running.GetProperty("startedAt").TryGetDateTimeOffset(out _));
        Assert.Equal("sleep 1000", ProcFs.CommandLine(running.GetProperty("pid").GetInt32()));

        Assert.True(tasks["waiting"].GetProperty("nextRun").TryGetDateTimeOffset(out _));
        Assert.Equal("scheduled", tasks["waiting"].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_rejected_reload_shows_its_errors_and_its_number_is_spent()
    {
        const string Good = "tasks: { one: { command: [sleep, '1000'], forever: true } }\n";
        Sandbox.Write("bansuri.yaml", Good);
        var host = await Sandbox.HostAsync("bansuri.yaml");

        Sandbox.Write("bansuri.yaml", "tasks:\n  one:\n    comand: x\n");
        await host.UntilConfigAsync(config => config.Errors.Count > 0, "errors");
        var errors = (await host.StatusJsonAsync()).GetProperty("host").GetProperty("config").GetProperty("errors");

        var error = errors.EnumerateArray().First(error => error.GetProperty("code").GetString() == "BAN012");
        Assert.Equal(["code", "file", "line", "column", "message"], Names(error));
        Assert.Equal((3, 5), (error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()));
        Assert.EndsWith("bansuri.yaml", error.GetProperty("file").GetString(), StringComparison.Ordinal);

        Sandbox.Write("bansuri.yaml", Good.Replace("1000", "1001", StringComparison.Ordinal));
        await host.UntilConfigAsync(config => config.Revision == 3, "revision 3");
    }

    [Fact]
    public async Task The_table_names_every_task_with_its_state()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: [sleep, '1000'], forever: true }, two: { command: 'true' } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.PidOfAsync("one");
        await host.UntilStateAsync("two", "succeeded");

        var table = (await host.CommandAsync("status")).Expect(0).Output;

        Assert.Matches(@"(?m)^\s*one\b.*\brunning\b", table);
        Assert.Matches(@"(?m)^\s*two\b.*\bsucceeded\b", table);
        Assert.DoesNotContain('\e', table);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
