using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Processes;

public sealed class ExitTests(TestEngine engine) : IClassFixture<TestEngine>
{
    [Theory]
    [InlineData("exit 0", 0, null)]
    [InlineData("exit 255", 255, null)]
    [InlineData("kill -9 $$", null, 9)]
    [InlineData("ulimit -c 0; kill -QUIT $$", null, 3)]
    public async Task An_end_has_a_code_or_a_signal(string script, int? code, int? signal)
    {
        var (exit, _) = await engine.RunAsync(engine.Shell(script));
        Assert.Equal((code, signal, false), (exit.Code, exit.Signal, exit.CoreDumped));
    }

    [Fact]
    public async Task An_end_tells_what_was_used()
    {
        // Well above what this process, with all the other tests in it, has ever used itself.
        var size = PeakOfThisProcess() + (300L << 20);
        var script = $"x = bytearray({size})\nimport time\nend = time.process_time() + 0.2\nwhile time.process_time() < end: pass";
        var (exit, _) = await engine.RunAsync(engine.Command("python3", "-S", "-E", "-c", script));
        Assert.True(exit.UserCpu + exit.SystemCpu >= TimeSpan.FromMilliseconds(200));
        Assert.InRange(exit.PeakMemoryBytes ?? 0, size, size + (200L << 20));
        // A small child's peak is hidden under the host's own, in which every child starts out.
        Assert.Null((await engine.RunAsync(engine.Command("/bin/true"))).Exit.PeakMemoryBytes);
    }

    [Fact]
    public async Task A_thousand_ends_in_no_time_are_all_seen()
    {
        var groups = new List<IProcessGroup>();
        foreach (var number in Enumerable.Range(0, 1000))
            groups.Add(engine.Engine.Start(engine.Command("/bin/sh", "-c", $"exit {number % 7}")));
        var exits = await Task.WhenAll(groups.Select(group => group.Exited)).InTime();
        Assert.Equal(Enumerable.Range(0, 1000).Select(number => (int?)(number % 7)), exits.Select(exit => exit.Code));
        var state = await engine.Engine.DescribeAsync().InTime();
        Assert.DoesNotContain(state.Children, child => groups.Any(group => group.Identity == child.Identity));
    }

    [Fact]
    public async Task An_end_is_seen_though_a_grandchild_holds_the_output()
    {
        var (group, sink) = await engine.StartReadyAsync("(sleep 2; echo late) & echo ready; exit 4");
        Assert.Equal(4, (await group.Exited.InTime()).Code);
        await group.OutputEnded.InTime();
        Assert.Equal(("ready\n", 0), (sink.Text, sink.Ends));
        // What the survivor writes is still read, to its end.
        await Eventually.TrueAsync(() => sink.Ends == 1, "the end of the survivor's output");
        Assert.Equal("ready\nlate\n", sink.Text);
    }

    [Fact]
    public async Task A_task_that_closes_its_output_goes_on()
    {
        var (group, sink) = await engine.StartReadyAsync("echo ready; exec >&- 2>&-; sleep 0.3; exit 5");
        await Eventually.TrueAsync(() => sink.Ends == 1, "the end of the output");
        Assert.Equal(5, (await group.Exited.InTime()).Code);
        await group.OutputEnded.InTime();
    }

    [Fact]
    public async Task A_broken_pipe_ends_a_child_as_anywhere_else()
    {
        var (_, text) = await engine.RunAsync(engine.Command("bash", "-c", "yes | head -n 1; echo ${PIPESTATUS[0]}"));
        Assert.Equal("y\n141\n", text);
    }

    private static long PeakOfThisProcess() =>
        long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) << 10;
}
