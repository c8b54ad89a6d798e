namespace Bansuri.Acceptance.Tests.Environments;

/// <summary>What a task finds around it.</summary>
public sealed class EnvironmentTests : AcceptanceTest
{
    [Fact]
    public async Task Variables_are_expanded_files_are_read_and_the_task_s_own_win()
    {
        Sandbox.Write("lines.env", "# a comment\nFROM_FILE=lines\nBOTH=file\n");
        Sandbox.Write("more.json", """{ "FROM_JSON": "object" }""");
        Sandbox.Write("bansuri.yaml", """
            tasks:
              show:
                command: echo "$FROM_FILE $FROM_JSON $BOTH $EXPANDED $DEFAULTED $DOLLAR" >shown
                environment-file: [lines.env, more.json]
                environment:
                  BOTH: own
                  EXPANDED: "tz ${TZ}"
                  DEFAULTED: ${NO_SUCH_VARIABLE:-fallback}
                  DOLLAR: "a$$b"
            """);

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilStateAsync("show", "succeeded");
        Assert.Equal("lines object own tz UTC fallback a$b\n", Sandbox.Read("shown"));
    }

    [Fact]
    public async Task An_environment_file_is_read_at_each_start()
    {
        Sandbox.Write("lines.env", "VALUE=first\n");
        Sandbox.Write("bansuri.yaml", "tasks: { show: { command: echo $VALUE >>shown, environment-file: lines.env } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilStateAsync("show", "succeeded");

        Sandbox.Write("lines.env", "VALUE=second\n");
        (await host.CommandAsync("start", "show")).Expect(0);

        Assert.Equal(["first", "second"], Sandbox.Lines("shown"));
    }

    [Fact]
    public async Task A_task_is_told_who_it_is()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              show: { command: 'echo "$BANSURI_TASK $BANSURI_ATTEMPT $BANSURI_TIMES ${BANSURI_RUN_ID:+id} ${BANSURI_SOCKET:+socket}" >shown', times: 4 }
            """);

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilStateAsync("show", "succeeded");
        Assert.Equal("show 1 4 id socket\n", Sandbox.Read("shown"));
    }

    [Fact]
    public async Task A_task_leads_its_own_session_and_has_three_descriptors_only()
    {
        Sandbox.Script("look.sh", "readlink /proc/$$/fd/0 >stdin\necho /proc/$$/fd/* >descriptors\nexec sleep 1000\n");
        Sandbox.Write("bansuri.yaml", "tasks: { look: { command: [sh, look.sh], forever: true } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        var pid = await host.PidOfAsync("look");
        await Wait.UntilAsync(() => ProcFs.CommandLine(pid) == "sleep 1000", () => host.Log);
        Assert.Equal(pid, ProcFs.Session(pid));
        Assert.Equal("/dev/null\n", Sandbox.Read("stdin"));
        Assert.Equal(["0", "1", "2"], Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd").Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task The_working_directory_of_a_mapping_counts_from_its_file_and_that_of_a_string_from_where_the_host_was_started()
    {
        Directory.CreateDirectory(Sandbox.In("config/work"));
        File.WriteAllText(Sandbox.In("config/bansuri.yaml"), """
            tasks:
              - pwd; exec sleep 1000
              - { name: mapping, command: pwd }
              - { name: elsewhere, command: pwd, working-directory: work }
            """);

        var host = await Sandbox.HostAsync("config/bansuri.yaml");

        await host.UntilLoggedAsync($"OUT [Script1] {Sandbox.Folder}\n");
        await host.UntilLoggedAsync($"OUT [mapping] {Sandbox.In("config")}\n");
        await host.UntilLoggedAsync($"OUT [elsewhere] {Sandbox.In("config/work")}\n");
    }
}
