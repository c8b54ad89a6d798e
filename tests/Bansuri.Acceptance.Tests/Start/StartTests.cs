using System.Globalization;

namespace Bansuri.Acceptance.Tests.Start;

/// <summary>What keeps a host from starting: always exit code 2 and a sentence.</summary>
public sealed class StartTests : AcceptanceTest
{
    private const string OneTask = "tasks: { one: { command: sleep 1000, forever: true } }\n";

    [Fact]
    public async Task A_runtime_directory_on_a_full_disk_is_an_error_that_says_what_to_do()
    {
        await using var disk = await Disk.SmallAsync(Sandbox, "small", "16k");
        Assert.ThrowsAny<IOException>(() => File.WriteAllBytes(Sandbox.In("small/ballast"), new byte[100_000]));
        File.SetUnixFileMode(Sandbox.In("small"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Sandbox.Write("bansuri.yaml", "tasks: { idle: { command: sleep 1000, forever: true } }\n");
        Sandbox.Variables["XDG_RUNTIME_DIR"] = Sandbox.In("small");

        var result = (await Sandbox.RunAsync("run")).Expect(2);

        Assert.Contains("error: cannot write to the runtime directory", result.All, StringComparison.Ordinal);
        Assert.Contains("No space left on device", result.All, StringComparison.Ordinal);
        Assert.Contains("set XDG_RUNTIME_DIR", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var result = (await Sandbox.RunAsync("run", "-c", "nowhere.yaml")).Expect(2);

        Assert.Contains("nowhere.yaml", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_configuration_is_all_that_is_said_and_no_log_is_begun()
    {
        Sandbox.Write("bansuri.yaml", "host: {log: {file: host.log}}\ntasks: { one: { comand: a } }\n");

        var result = (await Sandbox.RunAsync("run")).Expect(2);

        Assert.Equal("", result.Output);
        Assert.StartsWith("error[BAN012]: unknown key 'comand'", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Sandbox.In("host.log")));
    }

    [Fact]
    public async Task A_folder_in_place_of_the_file_is_named()
    {
        Directory.CreateDirectory(Sandbox.In("folder.yaml"));

        var result = (await Sandbox.RunAsync("run", "-c", "folder.yaml")).Expect(2);

        Assert.Contains("folder.yaml", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_file_the_names_that_were_looked_for_are_said()
    {
        var result = (await Sandbox.RunAsync("run")).Expect(2);

        Assert.Contains("bansuri.yaml", result.All, StringComparison.Ordinal);
        Assert.Contains("scripts_config.json", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_directory_that_cannot_be_written_is_named()
    {
        Sandbox.Write("bansuri.yaml", OneTask);
        Sandbox.Write("a-file", "");

        var result = (await Sandbox.RunAsync("run", "-c", "bansuri.yaml", "--state-directory", "a-file/state")).Expect(2);

        Assert.Contains("a-file/state", result.All, StringComparison.Ordinal);
        Assert.Empty(Sandbox.Processes());
    }

    [Fact]
    public async Task A_second_host_on_the_same_state_directory_says_who_holds_it()
    {
        Sandbox.Write("bansuri.yaml", OneTask);
        Sandbox.Write("other.yaml", OneTask);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var pid = await host.PidOfAsync("one");

        var result = (await Sandbox.RunAsync("run", "-c", "other.yaml", "--state-directory", ".bansuri")).Expect(2);

        Assert.Contains($"{host.Pid}", result.All, StringComparison.Ordinal);
        Assert.Equal(pid, await host.PidOfAsync("one"));
    }

    [Fact]
    public async Task The_state_directory_of_a_host_that_was_killed_is_taken_over()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: 'true' } }\n");
        var killed = await Sandbox.HostAsync("bansuri.yaml");
        await killed.UntilStateAsync("one", "succeeded");
        killed.Signal(Signal.Kill);
        await killed.EndAsync();

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilStateAsync("one", "succeeded");
    }

    [Fact]
    public async Task What_a_killed_host_left_of_one_task_holds_up_that_task_alone()
    {
        Sandbox.Write("bansuri.yaml", """
            host: { grace-period: 100s }
            tasks:
              deaf: { command: "trap '' TERM; echo $$ >> deaf; while :; do sleep 0.1; done", forever: true, grace-period: 5s }
              other: { command: exec sleep 1000, forever: true }
            """);
        var killed = await Sandbox.HostAsync("bansuri.yaml");
        await Wait.UntilAsync(() => Sandbox.Lines("deaf").Length == 1, () => "the deaf task");
        await killed.UntilStateAsync("other", "running");
        var left = await killed.PidOfAsync("deaf");
        await Wait.UntilAsync(() => Sandbox.Read(".bansuri/state.json").Contains($"\"pid\":{left},", StringComparison.Ordinal), () => "the run in state.json");
        killed.Signal(Signal.Kill);
        await killed.EndAsync();

        var host = await Sandbox.HostAsync("bansuri.yaml");

        var deaf = await host.UntilStateAsync("deaf", "running");
        Assert.Equal("interrupted", deaf.LastExit?.Reason);
        Assert.False(ProcFs.IsAlive(left));
        string[] order = ["other: started", "SIGKILL", "deaf: started"];
        Assert.Equal(order, order.OrderBy(At));

        int At(string text) => host.Log.IndexOf(text, StringComparison.Ordinal) is var at and >= 0 ? at : throw new InvalidOperationException($"no '{text}' in\n{host.Log}");
    }

    [Fact]
    public async Task What_a_host_started_in_the_moment_in_which_it_was_killed_runs_no_second_time()
    {
        // The state file is written a few times a second: a host that dies right after a start has not written that down.
        Sandbox.Write("bansuri.yaml", """
            tasks:
              each: { command: "echo $$ >> pids; kill -9 $PPID; exec sleep 1000", forever: true, enabled: false }
            """);
        var killed = await Sandbox.HostAsync("bansuri.yaml");
        await killed.CommandAsync("enable", "each");
        await killed.EndAsync();
        Sandbox.Write("bansuri.yaml", """
            tasks:
              each: { command: "echo $$ >> pids; exec sleep 1000", forever: true }
            """);

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilStateAsync("each", "running");
        await Wait.UntilAsync(() => Sandbox.Lines("pids").Length == 2, () => "the second start");
        Assert.False(ProcFs.IsAlive(int.Parse(Sandbox.Lines("pids")[0], CultureInfo.InvariantCulture)));
        Assert.Equal("interrupted", (await host.TaskAsync("each")).LastExit?.Reason);
    }

    [Theory]
    [InlineData("run", "--no-such-option")]
    [InlineData("no-such-command")]
    [InlineData("start")]
    public async Task Wrong_usage_is_exit_code_2(params string[] arguments)
    {
        (await Sandbox.RunAsync(arguments)).Expect(2);
    }

    [Fact]
    public async Task The_version_is_said()
    {
        Assert.Matches(@"\d+\.\d+\.\d+", (await Sandbox.RunAsync("version")).Expect(0).Output);
    }
}
