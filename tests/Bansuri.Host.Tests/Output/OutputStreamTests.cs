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

    public ValueTask DisposeAsync() => _folder.DisposeAsync();
}
