using Bansuri.Abstractions;

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

    public ValueTask DisposeAsync() => _folder.DisposeAsync();
}
