using System.Text;
using Bansuri.Abstractions;
using Bansuri.Host.Output;

namespace Bansuri.Host.Tests.Output;

public sealed class OutputStreamTests : IAsyncDisposable
{
    private readonly OutputFolder _folder = new();

    [Fact]
    public async Task A_plugin_that_writes_lines_waits_while_the_log_is_full_and_goes_on_when_bytes_are_dropped()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "logs"), "a file where the directory should be");
        await using var output = _folder.Open();
        var stream = output.OpenStdout(1, "r1");
        var line = new string('x', 10_000);
        var writing = Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < 100; i++)
                {
                    stream.WriteLine(line);
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await OutputFolder.Until(() => output.Counters.Bytes > 130_000);
        Assert.False(writing.IsCompleted);
        output.Apply(_folder.Settings with { WhenFull = WhenFull.Drop });
        await writing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await OutputFolder.Flushed(output);
        Assert.Equal(output.Counters.Bytes, output.Counters.DroppedBytes);
    }

    [Fact]
    public void A_line_whose_rest_is_dropped_ends_where_it_was_cut()
    {
        var buffer = new OutputBuffer(TimeProvider.System, () => { }) { Drops = true };
        var stream = new OutputStream(buffer, new OutputOrigin(OutputKind.Stdout, 1, "r1"), new OutputRoute(null, isShown: false));
        stream.Write(new string('x', OutputRing.Capacity - 10).Select(character => (byte)character).ToArray());
        stream.Write("the rest of a line\nand one more"u8);
        var pieces = new List<OutputPiece>();
        while (buffer.Take(pieces, out var position))
        {
            buffer.MarkWritten(position);
        }

        stream.Write("\nnext"u8);
        stream.Write(" line\n"u8);
        Assert.True(buffer.Take(pieces, out _));
        Assert.Equal("\nnext line\n", string.Concat(pieces.Select(piece => Encoding.UTF8.GetString(piece.Bytes.Span))));
        Assert.Equal(buffer.Received, OutputRing.Capacity - 10 + 11 + buffer.Dropped);
    }

    [Fact]
    public async Task Long_lines_of_many_threads_stay_whole()
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 0 });
        var stream = output.OpenStdout(1, "r1");
        var lines = "abc".Select(letter => new string(letter, 3_000_000)).ToList();
        await Task.WhenAll(lines.Select(line => Task.Factory.StartNew(
            () => stream.WriteLine(line), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        await OutputFolder.Flushed(output);
        Assert.Equal(lines, _folder.Logged.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_huge_line_of_a_plugin_leaves_the_memory_of_its_task_as_it_was()
    {
        var wanted = new SemaphoreSlim(0);
        var buffer = new OutputBuffer(TimeProvider.System, () => wanted.Release());
        var stream = new OutputStream(buffer, new OutputOrigin(OutputKind.Stdout, 1, "r1"), new OutputRoute(null, isShown: false));
        var writing = Task.Factory.StartNew(
            () => stream.WriteLine(new string('x', 20_000_000)), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var pieces = new List<OutputPiece>();
        while (buffer.Written < 20_000_001)
        {
            Assert.True(await wanted.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            do
            {
                while (buffer.Take(pieces, out var position))
                {
                    buffer.MarkWritten(position);
                }
            }
            while (buffer.Pull([]) is not null);
        }

        await writing;
        var (start, end) = buffer.Extent();
        Assert.InRange(end - start, 1, OutputRing.Capacity);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();
}
