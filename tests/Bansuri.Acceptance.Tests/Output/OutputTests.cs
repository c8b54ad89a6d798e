namespace Bansuri.Acceptance.Tests.Output;

/// <summary>What becomes of what a task writes.</summary>
public sealed class OutputTests : AcceptanceTest
{
    [Fact]
    public async Task The_captured_file_has_the_exact_bytes()
    {
        Sandbox.Script("bytes.sh", "printf 'one\\ntwo\\twith\\000zero and \\377\\303\\244\\r\\n' ; printf 'err\\n' >&2; printf 'no newline'\n");
        Sandbox.Write("bansuri.yaml", "tasks: { bytes: { command: [./bytes.sh] } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilStateAsync("bytes", "succeeded");
        byte[] expected = [.. "one\ntwo\twith\0zero and "u8, 0xff, 0xc3, 0xa4, .. "\r\nerr\nno newline"u8];
        var file = Sandbox.In(".bansuri/logs/bytes.log");
        await Wait.UntilAsync(() => new FileInfo(file) is { Exists: true } found && found.Length >= expected.Length, () => host.Log);
        Assert.Equal(expected, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        await host.UntilLoggedAsync("OUT [bytes] no newline");
    }

    [Fact]
    public async Task Separate_errors_go_to_their_own_file()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { two: { command: 'echo out; echo err >&2', stderr: separate } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilStateAsync("two", "succeeded");
        await Wait.UntilAsync(() => Sandbox.Read(".bansuri/logs/two.err.log") == "err\n", () => host.Log);
        Assert.Equal("out\n", Sandbox.Read(".bansuri/logs/two.log"));
        await host.UntilLoggedAsync("OUT [two] out");
        await host.UntilLoggedAsync("ERR [two] err");
    }

    [Fact]
    public async Task A_line_of_the_host_s_log_has_time_level_and_name()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: echo the line } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilLoggedAsync("the line");
        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d OUT \[one\] the line$", host.Log);
        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d INF \[bansuri\] .+$", host.Log);
    }

    [Fact]
    public async Task Control_characters_of_a_task_are_escaped_in_the_host_s_log()
    {
        Sandbox.Script("escape.sh", "printf 'a\\033[2Jb\\n'\necho done\n");
        Sandbox.Write("bansuri.yaml", "tasks: { escape: { command: [./escape.sh] } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilLoggedAsync("OUT [escape] done");
        Assert.DoesNotContain('\e', host.Log);
    }

    [Fact]
    public async Task Logs_of_a_removed_task_and_of_an_ended_host_come_from_the_files()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { gone: { command: echo said }, stays: { command: echo also } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilStateAsync("gone", "succeeded");
        await host.UntilStateAsync("stays", "succeeded");

        Sandbox.Write("bansuri.yaml", "tasks: { stays: { command: echo also } }\n");
        (await host.CommandAsync("reload")).Expect(0);

        await host.UntilGoneAsync("gone");
        Assert.Equal("said\n", (await host.CommandAsync("logs", "gone")).Expect(0).Output);
        Assert.Equal("said\n", (await host.CommandAsync("logs", "gone", "-f")).Expect(0).Output);

        (await host.CommandAsync("cancel")).Expect(0);

        var left = (await host.CommandAsync("logs", "gone", "stays")).Expect(0);
        Assert.Equal("[gone] said\n[stays] also\n", left.Output);
        Assert.Contains("has ended", left.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_shows_the_last_lines_and_follows()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              talker:
                command: "echo first; echo second; echo third; while [ ! -e go ]; do sleep 0.1; done; echo fourth; exec sleep 1000"
                forever: true
            """);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [talker] third");

        var shown = (await host.CommandAsync("logs", "talker", "-n", "2")).Expect(0).Output;
        Assert.Contains("second", shown, StringComparison.Ordinal);
        Assert.Contains("third", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("first", shown, StringComparison.Ordinal);

        var follower = Sandbox.Start(["logs", "-c", "bansuri.yaml", "talker", "-f"]);
        await Wait.UntilAsync(() => follower.SoFar().Output.Contains("third", StringComparison.Ordinal), () => follower.SoFar().All);
        Sandbox.Write("go", "");
        await Wait.UntilAsync(() => follower.SoFar().Output.Contains("fourth", StringComparison.Ordinal), () => follower.SoFar().All);
        Assert.False(follower.HasExited);
        follower.Signal(Signal.Int);
        await follower.EndAsync();
    }
}
