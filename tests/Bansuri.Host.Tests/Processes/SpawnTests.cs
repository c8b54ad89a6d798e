using System.Runtime.Versioning;
using System.Text;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Processes;

/// <summary>What a child finds when it starts.</summary>
[SupportedOSPlatform("linux")]
public sealed class SpawnTests(TestEngine engine) : IClassFixture<TestEngine>
{
    [Fact]
    public async Task A_child_finds_three_descriptors_and_nothing_else()
    {
        var (_, text) = await engine.RunAsync(engine.Shell("cd /proc/self/fd && echo * && readlink /proc/$$/fd/0"));
        // The fourth is the shell's own look at the folder, or none.
        Assert.Matches("^0 1 2( 3)?\n/dev/null\n$", text);
    }

    [Fact]
    public async Task A_child_finds_what_it_was_given_on_stdin()
    {
        var given = string.Join('\n', Enumerable.Range(0, 50_000)); // more than a pipe holds
        var (_, text) = await engine.RunAsync(engine.Shell("cat; cd /proc/self/fd; echo; echo *") with { Stdin = Encoding.UTF8.GetBytes(given) });
        Assert.Matches("^0 1 2( 3)?\n$", text[(given.Length + 1)..]);
        Assert.Equal(given + "\n", text[..(given.Length + 1)]);
    }

    [Fact]
    public async Task A_child_that_reads_nothing_of_its_stdin_holds_nobody_up()
    {
        var (exit, _) = await engine.RunAsync(engine.Shell("exit 3") with { Stdin = new byte[1 << 20] });
        Assert.Equal(3, exit.Code);
    }

    [Fact]
    public async Task A_child_leads_a_session_and_group_of_its_own()
    {
        var sink = new TestSink();
        var group = engine.Start(engine.Command("/bin/cat", "/proc/self/stat") with { Stdout = sink });
        await group.OutputEnded.InTime();
        var fields = sink.Text.Split(' ');
        Assert.Equal((group.Pid, group.Pid), (int.Parse(fields[4]), int.Parse(fields[5])));
        Assert.Equal(group.Identity.StartTicks, ulong.Parse(fields[21]));
    }

    [Fact]
    public async Task A_child_has_default_signals_and_an_empty_mask()
    {
        var (_, text) = await engine.RunAsync(engine.Command("/bin/cat", "/proc/self/status"));
        var sets = text.Split('\n').Where(line => line.StartsWith("Sig", StringComparison.Ordinal) && !line.StartsWith("SigQ", StringComparison.Ordinal));
        Assert.All(sets, line => Assert.Equal("0000000000000000", line.Split('\t')[1]));
    }

    [Fact]
    public async Task A_child_gets_exactly_its_environment_and_the_marker()
    {
        var start = engine.Command("env") with
        {
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin", ["EMPTY"] = "", ["TEXT"] = "a=b ü\n2" },
            RunId = "run-1",
        };
        var (_, text) = await engine.RunAsync(start);
        Assert.Equal("PATH=/usr/bin\nEMPTY=\nTEXT=a=b ü\n2\nBANSURI_RUN_ID=run-1\n", text);
    }

    [Fact]
    public async Task A_program_is_searched_in_the_childs_path_and_directory()
    {
        File.WriteAllText(Path.Combine(engine.Folder, "here"), "#!/bin/sh\necho \"$0 in $PWD\"\n");
        File.SetUnixFileMode(Path.Combine(engine.Folder, "here"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var searched = engine.Command("here") with { Environment = new Dictionary<string, string> { ["PATH"] = "/nowhere::/bin" } };
        Assert.Equal($"./here in {engine.Folder}\n", (await engine.RunAsync(searched)).Text);
        Assert.Equal($"./here in {engine.Folder}\n", (await engine.RunAsync(engine.Command("./here"))).Text);
    }

    [Fact]
    public async Task Two_streams_are_kept_apart_and_one_pipe_keeps_their_order()
    {
        const string Script = "echo 1; echo 2 >&2; echo 3; echo 4 >&2";
        var (stdout, stderr) = (new TestSink(), new TestSink());
        await engine.Start(engine.Shell(Script) with { Stdout = stdout, Stderr = stderr, MergeStderr = false }).OutputEnded.InTime();
        Assert.Equal(("1\n3\n", "2\n4\n"), (stdout.Text, stderr.Text));
        Assert.Equal("1\n2\n3\n4\n", (await engine.RunAsync(engine.Shell(Script))).Text);
    }

    [Fact]
    public async Task Without_sinks_the_output_goes_nowhere()
    {
        var stderr = new TestSink();
        var start = engine.Command("/bin/sh", "-c", "out=$(readlink /proc/$$/fd/1); echo $out >&2; echo lost") with { Stderr = stderr };
        Assert.Equal(0, (await engine.Start(start).Exited.InTime()).Code);
        await Eventually.TrueAsync(() => stderr.Ends == 1, "the end of stderr");
        Assert.Equal("/dev/null\n", stderr.Text);
    }

    [Fact]
    public async Task An_older_C_library_changes_the_directory_through_the_shell()
    {
        await using var old = new ProcessEngine(new()
        {
            Hygiene = new(null),
            OnFault = fault => Assert.Fail(fault.Message),
            Features = new(false, false),
        });
        var sink = new TestSink();
        await old.Start(engine.Command("/bin/sh", "-c", "echo \"$PWD $1\"; cd /proc/self/fd; echo *", "sh", "a 'b\"") with { Stdout = sink })
            .OutputEnded.InTime();
        Assert.Matches($"^{engine.Folder} a 'b\"\n0 1 2( 3)?\n$", sink.Text);
    }
}
