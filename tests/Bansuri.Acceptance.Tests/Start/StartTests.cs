namespace Bansuri.Acceptance.Tests.Start;

/// <summary>What keeps a host from starting: always exit code 2 and a sentence.</summary>
public sealed class StartTests
{
    private const string OneTask = "tasks: { one: { command: sleep 1000, forever: true } }\n";

    [Fact]
    public async Task A_missing_file_is_named()
    {
        await using var sandbox = new Sandbox();

        var result = (await sandbox.RunAsync("run", "-c", "nowhere.yaml")).Expect(2);

        Assert.Contains("nowhere.yaml", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_place_of_the_file_is_named()
    {
        await using var sandbox = new Sandbox();
        Directory.CreateDirectory(sandbox.In("folder.yaml"));

        var result = (await sandbox.RunAsync("run", "-c", "folder.yaml")).Expect(2);

        Assert.Contains("folder.yaml", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_file_the_names_that_were_looked_for_are_said()
    {
        await using var sandbox = new Sandbox();

        var result = (await sandbox.RunAsync("run")).Expect(2);

        Assert.Contains("bansuri.yaml", result.All, StringComparison.Ordinal);
        Assert.Contains("scripts_config.json", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_directory_that_cannot_be_written_is_named()
    {
        await using var sandbox = new Sandbox();
        sandbox.Write("bansuri.yaml", OneTask);
        sandbox.Write("a-file", "");

        var result = (await sandbox.RunAsync("run", "-c", "bansuri.yaml", "--state-directory", "a-file/state")).Expect(2);

        Assert.Contains("a-file/state", result.All, StringComparison.Ordinal);
        Assert.Empty(sandbox.Processes());
    }

    [Fact]
    public async Task A_second_host_on_the_same_state_directory_says_who_holds_it()
    {
        await using var sandbox = new Sandbox();
        sandbox.Write("bansuri.yaml", OneTask);
        sandbox.Write("other.yaml", OneTask);
        var host = await sandbox.HostAsync("bansuri.yaml");
        var pid = await host.PidOfAsync("one");

        var result = (await sandbox.RunAsync("run", "-c", "other.yaml", "--state-directory", ".bansuri")).Expect(2);

        Assert.Contains($"{host.Pid}", result.All, StringComparison.Ordinal);
        Assert.Equal(pid, await host.PidOfAsync("one"));
    }

    [Fact]
    public async Task The_state_directory_of_a_host_that_was_killed_is_taken_over()
    {
        await using var sandbox = new Sandbox();
        sandbox.Write("bansuri.yaml", "tasks: { one: { command: 'true' } }\n");
        var killed = await sandbox.HostAsync("bansuri.yaml");
        await killed.UntilStateAsync("one", "succeeded");
        killed.Signal(Signal.Kill);
        await killed.EndAsync();

        var host = await sandbox.HostAsync("bansuri.yaml");

        await host.UntilStateAsync("one", "succeeded");
    }

    [Theory]
    [InlineData("run", "--no-such-option")]
    [InlineData("no-such-command")]
    [InlineData("start")]
    public async Task Wrong_usage_is_exit_code_2(params string[] arguments)
    {
        await using var sandbox = new Sandbox();

        (await sandbox.RunAsync(arguments)).Expect(2);
    }

    [Fact]
    public async Task The_version_is_said()
    {
        await using var sandbox = new Sandbox();

        Assert.Matches(@"\d+\.\d+\.\d+", (await sandbox.RunAsync("version")).Expect(0).Output);
    }
}
