namespace Bansuri.Acceptance.Tests.Plugins;

/// <summary>Plugins that come and change while the host runs, by the commands that people copy with.</summary>
public sealed class PluginTests : AcceptanceTest
{
    private const string Serving = """
        tasks:
          serve: { type: serves, forever: true }
          other: { command: [sleep, "1000"], forever: true }
        """;

    [Theory]
    [InlineData("auto")]
    [InlineData("poll")]
    public async Task A_type_that_is_dropped_in_serves_the_tasks_that_have_waited_for_it(string watch)
    {
        Sandbox.Write("bansuri.yaml", Serving);
        var host = await Sandbox.HostAsync("bansuri.yaml", "--watch", watch);
        var other = await host.PidOfAsync("other");
        Assert.Equal("no plugin provides type 'serves'", (await host.UntilStateAsync("serve", "waiting")).Reason);

        await DropInAsync("TestPlugin");

        await host.UntilStateAsync("serve", "running");
        await host.UntilLoggedAsync("[serve] code one serves");
        Assert.Equal(other, await host.PidOfAsync("other"));
    }

    [Fact]
    public async Task An_exception_that_a_plugin_leaves_to_nobody_does_not_end_the_host()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              stray: { type: strays }
              other: { command: [sleep, "1000"], forever: true }
            """);
        await DropInAsync("TestPlugin");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var other = await host.PidOfAsync("other");

        var stray = await host.UntilStateAsync("stray", "failed");

        Assert.StartsWith("exit 7 after ", stray.Reason, StringComparison.Ordinal);
        Assert.Contains("OUT [stray] went on", host.Log, StringComparison.Ordinal);
        Assert.Contains("ERR [bansuri] TestPlugin: nothing caught an exception of this plugin's", host.Log, StringComparison.Ordinal);
        Assert.Contains(": OwnException: on a thread; 'isolation: process' keeps such code out of the host", host.Log, StringComparison.Ordinal);
        Assert.Equal(other, await host.PidOfAsync("other"));
        (await host.ShutDownAsync()).Expect(0);
    }

    [Fact]
    public async Task A_plugin_that_ends_the_program_leaves_no_task_behind()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              exits: { type: exits, grace-period: 1s, enabled: false }
              other: { command: "trap 'echo bye; exit' TERM; echo up; while :; do sleep 0.1; done", forever: true }
            """);
        await DropInAsync("TestPlugin");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [other] up");

        await host.CommandAsync("enable", "exits");
        var end = await host.EndAsync();

        Assert.NotEqual(0, end.ExitCode);
        Assert.Contains("code of a plugin has called Environment.Exit", end.All, StringComparison.Ordinal);
        Assert.Contains("OUT [other] bye", end.All, StringComparison.Ordinal);
        Assert.Empty(Sandbox.Processes());
    }

    [Fact]
    public async Task However_a_plugin_is_copied_it_is_one_swap_to_the_whole_of_it()
    {
        Sandbox.Write("bansuri.yaml", Serving);
        await DropInAsync("TestPlugin");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var other = await host.PidOfAsync("other");
        await host.UntilLoggedAsync("[serve] code one serves");

        (string Code, string How)[] ways =
        [
            ("over it ", "cp $new/TestPlugin.dll plugins/TestPlugin/"),
            ("all of  ", "cp -r $new/. plugins/TestPlugin/"),
            ("renamed ", "mv $new/TestPlugin.dll plugins/TestPlugin/"),
            ("install ", "install $new/TestPlugin.dll plugins/TestPlugin/"),
            ("rsync   ", "if command -v rsync; then rsync -ac $new/ plugins/TestPlugin/; else cp $new/* plugins/TestPlugin/; fi"),
            ("folders ", "mv plugins/TestPlugin .aside && mv $new plugins/"),
            ("removed ", "rm -rf plugins/TestPlugin; cp -r $new plugins/"),
            ("storm   ", "for i in $(seq 100); do cp $new/TestPlugin.dll plugins/TestPlugin/; done"),
            ("pieces  ", "cd plugins/TestPlugin; : >TestPlugin.dll; for i in $(seq 0 9); do dd if=$new/TestPlugin.dll of=TestPlugin.dll bs=1k skip=$i seek=$i count=1 conv=notrunc 2>/dev/null; sleep 0.2; done; "
                + "dd if=$new/TestPlugin.dll of=TestPlugin.dll bs=1k skip=10 seek=10 conv=notrunc 2>/dev/null"),
        ];
        foreach (var (code, how) in ways)
        {
            await ShellAsync($"new={TestPlugins.Make(Sandbox, code)}; {how}");
            await host.UntilLoggedAsync($"[serve] {code} serves");
        }

        Assert.Equal(ways.Length, host.Log.Split("TestPlugin: replaced").Length - 1);
        Assert.DoesNotContain("error", host.Log, StringComparison.Ordinal);
        Assert.Equal(other, await host.PidOfAsync("other"));
    }

    [Fact]
    public async Task A_swap_restarts_forever_tasks_and_leaves_every_other_run_alone()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              serve: { type: serves, forever: true }
              manual: { type: serves, forever: true, on-change: manual }
              tick: { type: greet, timer: 200ms, with: { whom: tick } }
              long: { type: greet, with: { whom: long, every: 3s } }
              done: { type: greet, with: { whom: done } }
              neighbour: { type: other, forever: true, restart-delay: 1h }
            """);
        await DropInAsync("TestPlugin");
        await DropInAsync("OtherPlugin");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilStateAsync("done", "succeeded");
        await host.UntilLoggedAsync("[long] code one greets long");
        await host.UntilLoggedAsync("[manual] code one serves");
        await host.UntilLoggedAsync("[serve] code one serves");

        await ShellAsync($"cp {TestPlugins.Make(Sandbox, "code two")}/TestPlugin.dll plugins/TestPlugin/");

        await host.UntilLoggedAsync("[serve] code two serves");
        await host.UntilLoggedAsync("[tick] code two greets tick");
        await host.UntilStateAsync("long", "succeeded");
        Assert.Contains("[serve] code one ends", host.Log, StringComparison.Ordinal);
        Assert.Equal((1, "succeeded"), await RunsAsync(host, "done"));
        Assert.Equal((1, "succeeded"), await RunsAsync(host, "long"));
        Assert.Equal((1, "running"), await RunsAsync(host, "manual"));
        Assert.Equal(1, (await host.TaskAsync("neighbour")).Runs);
    }

    [Fact]
    public async Task A_plugin_that_is_removed_goes_once_no_task_is_of_its_types()
    {
        Sandbox.Write("bansuri.yaml", Serving);
        await DropInAsync("TestPlugin");
        await DropInAsync("OtherPlugin");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("[serve] code one serves");

        await ShellAsync("rm -r plugins/OtherPlugin");
        await host.UntilLoggedAsync("OtherPlugin: removed, no task uses it");
        await ShellAsync("rm -r plugins/TestPlugin");
        await host.UntilLoggedAsync("plugin 'TestPlugin' was removed, but tasks use it: it stays loaded");
        Assert.Equal("running", (await host.TaskAsync("serve")).State);

        Sandbox.Write("bansuri.yaml", "tasks: { other: { command: [sleep, '1000'], forever: true } }\n");
        await host.UntilLoggedAsync("TestPlugin: removed, no task uses it");
    }

    // Only the published program has code of the framework over the types of its libraries.
    [Fact]
    public async Task A_plugin_may_bring_a_library_that_the_host_has_as_well()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { a: { type: yaml } }\n");
        await DropInAsync("OtherPlugin");
        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilLoggedAsync("[a] read 42");
    }

    [Fact]
    public async Task A_plugin_that_blocks_its_unloading_does_not_hold_up_the_end_of_the_host()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { a: { type: blocks-its-unloading }, b: { command: [sleep, '1000'], forever: true } }\n");
        await DropInAsync("TestPlugin");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilStateAsync("a", "succeeded");

        (await host.ShutDownAsync()).Expect(0);
    }

    [Fact]
    public async Task A_wrong_option_is_an_error_with_its_line_and_the_schema_knows_the_options()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              hello:
                type: greet
                with:
                  whom: you
                  every: soon
            """);
        await DropInAsync("TestPlugin");

        var validated = await Sandbox.RunAsync("validate", "-c", "bansuri.yaml");
        var schema = await Sandbox.RunAsync("schema", "--plugins", "plugins");

        Assert.Contains("error[BAN061]: bad value 'soon' for 'with.every' in task 'hello'", validated.All, StringComparison.Ordinal);
        Assert.Contains("--> bansuri.yaml:6:14", validated.All, StringComparison.Ordinal);
        Assert.Contains("\"whom\"", schema.Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_blocks_in_its_description_holds_up_no_stop()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { stuck: { type: describes-never, forever: true } }\n");
        await DropInAsync("TestPlugin");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("[stuck] describing");

        (await host.CommandAsync("stop", "stuck", "--timeout", "15s")).Expect(0);

        (await host.ShutDownAsync()).Expect(0);
    }

    private static async Task<(int Runs, string State)> RunsAsync(RunningHost host, string task)
    {
        var view = await host.TaskAsync(task);
        return (view.Runs, view.State);
    }

    private Task DropInAsync(string name) => ShellAsync($"mkdir -p plugins; cp -r {TestPlugins.Make(Sandbox, "code one", name)} plugins/");

    private async Task ShellAsync(string line)
    {
        await using var shell = new Shell(Sandbox);
        var (code, output) = await shell.RunAsync(line);
        Assert.True(code == 0, $"{line}: {output}");
    }
}
