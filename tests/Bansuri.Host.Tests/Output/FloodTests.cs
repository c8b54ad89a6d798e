using System.Text;
using Bansuri.Abstractions;
using Bansuri.Host.Output;

namespace Bansuri.Host.Tests.Output;

/// <summary>In a flood the worker reads on from the pipe itself; nothing may be lost, doubled or out of order by that.</summary>
public sealed class FloodTests : IAsyncLifetime
{
    private readonly OutputFolder _folder = new();

    [Fact]
    public async Task What_the_worker_reads_itself_follows_what_it_was_given_and_the_pipe_is_given_back()
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 0 });
        var source = new Source(total: 5_000_000);
        var stream = source.Feed(output.OpenStdout(1, "r1"));

        await source.Ended;
        stream.End();
        await OutputFolder.Flushed(output);

        Assert.Equal(Source.Bytes(5_000_000), _folder.Everything());
        Assert.True(source.ReadByWorker > 4_000_000, $"{source.ReadByWorker} bytes read by the worker");
    }

    [Fact]
    public async Task Two_streams_that_flood_take_turns()
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 0, Stderr = new OutputTarget(OutputTargetKind.Separate) });
        var endless = new Source(total: long.MaxValue);
        var finite = new Source(total: 2_000_000);
        endless.Feed(output.OpenStdout(1, "r1"));
        var stderr = finite.Feed(output.OpenStderr(1, "r1")!); // separate

        await finite.Ended;
        endless.Stop();
        stderr.End();
        await endless.Ended;
        await OutputFolder.Flushed(output);

        Assert.Equal(Source.Bytes(2_000_000), File.ReadAllBytes(_folder.Settings.StderrPath));
    }

    [Fact]
    public async Task With_drop_the_pipe_is_given_back_at_once_and_every_dropped_byte_is_counted()
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 0 });
        var source = new Source(total: long.MaxValue);
        source.Feed(output.OpenStdout(1, "r1"));
        await OutputFolder.Until(() => source.ReadByWorker > 1_000_000);

        output.Apply(_folder.Settings with { MaxSize = 0, WhenFull = WhenFull.Drop });

        await source.GivenBack;
        source.Stop();
        await OutputFolder.Flushed(output);
        Assert.Equal(source.Said, _folder.Everything().LongLength + output.Counters.DroppedBytes);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    /// <summary>A pipe that is always full, in numbered lines; read by its thread until the stream is full, by the worker until it is given back.</summary>
    private sealed class Source(long total)
    {
        private readonly SemaphoreSlim _given = new(0);
        private readonly TaskCompletionSource _givenBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _said;
        private long _readByWorker;
        private long _end = total;

        public Task Ended { get; private set; } = Task.CompletedTask;

        public Task GivenBack => _givenBack.Task;

        public long ReadByWorker => Interlocked.Read(ref _readByWorker);

        public long Said => Interlocked.Read(ref _said);

        public static byte[] Bytes(long count)
        {
            var all = new byte[count];
            Fill(all, 0);
            return all;
        }

        public void Stop() => Interlocked.Exchange(ref _end, 0);

        public OutputStream Feed(OutputStream stream)
        {
            stream.ReadOn = buffer =>
            {
                var count = Next(buffer);
                Interlocked.Add(ref _readByWorker, count);
                return count;
            };
            stream.Resume = () =>
            {
                _givenBack.TrySetResult();
                _given.Release();
            };
            Ended = Task.Run(async () =>
            {
                var chunk = new byte[64 << 10];
                while (Next(chunk) is > 0 and var count)
                {
                    if (!stream.Write(chunk.AsSpan(0, count)))
                    {
                        await _given.WaitAsync();
                    }
                }
            });
            return stream;
        }

        private int Next(Span<byte> buffer)
        {
            var count = (int)Math.Clamp(Interlocked.Read(ref _end) - _said, 0, buffer.Length);
            Fill(buffer[..count], _said);
            Interlocked.Add(ref _said, count);
            return count;
        }

        // Lines of ten bytes that say where they stand.
        private static void Fill(Span<byte> bytes, long from)
        {
            Span<byte> line = stackalloc byte[10];
            for (var i = 0; i < bytes.Length; i++)
            {
                var position = from + i;
                if (i == 0 || position % 10 == 0)
                {
                    Encoding.ASCII.GetBytes($"{position / 10:d9}\n", line);
                }

                bytes[i] = line[(int)(position % 10)];
            }
        }
    }
}
