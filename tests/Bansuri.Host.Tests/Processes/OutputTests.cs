using System.Security.Cryptography;
using System.Text;

namespace Bansuri.Host.Tests.Processes;

public sealed class OutputTests(TestEngine engine) : IClassFixture<TestEngine>
{
    [Fact]
    public async Task Every_byte_arrives_in_order_and_the_last_line_needs_no_end()
    {
        var (exit, text) = await engine.RunAsync(engine.Shell("seq 1 300000; printf 'no end'"));
        Assert.Equal(0, exit.Code);
        Assert.Equal(string.Concat(Enumerable.Range(1, 300_000).Select(number => number + "\n")) + "no end", text);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_arrive_as_they_are()
    {
        var sink = new TestSink();
        var group = engine.Start(engine.Shell("head -c 3000000 /dev/urandom | tee bytes") with { Stdout = sink });
        await group.Exited.InTime();
        await Eventually.TrueAsync(() => sink.Ends == 1, "the end");
        Assert.Equal(
            SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(engine.Folder, "bytes"), TestContext.Current.CancellationToken)),
            SHA256.HashData(sink.Bytes));
    }

    [Fact]
    public async Task A_full_sink_stops_the_reading_until_it_resumes()
    {
        var sink = new TestSink { IsFull = true };
        var group = engine.Start(engine.Shell("head -c 1000000 /dev/zero; echo done", sink));
        await Eventually.TrueAsync(() => sink.Bytes.Length > 0, "the first bytes");
        await Eventually.TrueAsync(() => Paused(group.Pid), "the pause");
        // The task is blocked: at most what it wrote before and what the pipe holds has left it.
        Assert.False(group.Exited.IsCompleted);
        Assert.InRange(sink.Bytes.Length, 1, 64 << 10);
        sink.IsFull = false;
        sink.Pipe?.Resume();
        await group.Exited.InTime();
        await Eventually.TrueAsync(() => sink.Ends == 1, "the end");
        Assert.Equal(1_000_005, sink.Bytes.Length);
        Assert.EndsWith("done\n", Encoding.ASCII.GetString(sink.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_sink_may_read_on_itself_and_nothing_is_lost_or_doubled()
    {
        var sink = new TestSink { IsFull = true };
        var group = engine.Start(engine.Shell("head -c 3000000 /dev/urandom | tee bytes", sink));
        await Eventually.TrueAsync(() => Paused(group.Pid), "the pause");
        var buffer = new byte[10_000];
        while (sink.Bytes.Length < 1_000_000)
            sink.Write(buffer.AsSpan(0, sink.Pipe!.Read(buffer)));
        sink.IsFull = false;
        sink.Pipe!.Resume();
        await group.Exited.InTime();
        await Eventually.TrueAsync(() => sink.Ends == 1, "the end");
        Assert.Equal(
            SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(engine.Folder, "bytes"), TestContext.Current.CancellationToken)),
            SHA256.HashData(sink.Bytes));
        Assert.Equal(0, sink.Pipe.Read(buffer)); // it is closed, and its number may be another file's
    }

    [Fact]
    public async Task A_full_sink_delays_no_other_task()
    {
        var full = new TestSink { IsFull = true };
        var blocked = engine.Start(engine.Shell("exec cat /dev/zero", full));
        await Eventually.TrueAsync(() => Paused(blocked.Pid), "the pause");
        Assert.Equal("hello\n", (await engine.RunAsync(engine.Shell("echo hello"))).Text);
        await blocked.StopAsync(TestEngine.Order(10), CancellationToken.None).InTime();
        await blocked.OutputEnded.InTime();
    }

    private bool Paused(int pid) => engine.Engine.DescribeAsync().Result.Children
        .Any(child => child.Identity.Pid == pid && child.Pipes.Any(pipe => pipe.Paused));
}
