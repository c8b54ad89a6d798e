using System.Globalization;
using Bansuri.Abstractions;
using Bansuri.Host.Output;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Output;

public sealed class TailBufferTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 9, 10, 0, 0, TimeSpan.Zero));
    private readonly OutputFolder _folder;

    public TailBufferTests() => _folder = new OutputFolder(_clock);

    [Fact]
    public async Task The_last_lines_come_with_time_stream_and_attempt_and_can_be_chosen()
    {
        await using var output = _folder.Open(settings => settings with { Stderr = new OutputTarget(OutputTargetKind.Separate) });
        output.OpenStdout(1, "r1").Write("old one\nold two\n"u8);
        _clock.Advance(TimeSpan.FromHours(1));
        output.OpenStdout(2, "r1").Write("new one\nunfinish"u8);
        output.OpenStderr(2, "r1")!.Write("trouble\n"u8);
        Assert.Equal(["old two", "new one", "trouble"], Texts(output, new LogQuery { Lines = 3 }));
        Assert.Equal(["new one", "trouble"], Texts(output, new LogQuery { Attempt = 2 }));
        Assert.Equal(["trouble"], Texts(output, new LogQuery { Kind = OutputKind.Stderr }));
        Assert.Equal(["new one", "trouble"], Texts(output, new LogQuery { Since = _clock.GetUtcNow() }));
        Assert.Equal(["old one", "new one"], Texts(output, new LogQuery { Grep = LogQuery.Pattern("o.*one|new") }));
    }

    [Fact]
    public async Task A_pattern_that_takes_too_long_does_not_match()
    {
        await using var output = _folder.Open();
        output.OpenStdout(1, "r1").Write("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n"u8);
        Assert.Empty(Texts(output, new LogQuery { Grep = LogQuery.Pattern("^(a|aa|a?)+$") }));
    }

    [Fact]
    public async Task A_follower_sees_what_was_and_what_comes_until_the_task_is_gone()
    {
        var output = _folder.Open();
        var stream = output.OpenStdout(1, "r1");
        stream.Write("one\ntwo\n"u8);
        var seen = new List<string>();
        var following = Follow(output, seen);
        await OutputFolder.Until(() => seen.Count == 2);
        stream.Write("thr"u8);
        stream.Write("ee\nunfinished"u8);
        await OutputFolder.Until(() => seen.Count == 3);
        stream.End();
        await output.DisposeAsync();
        await following.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(["one", "two", "three", "unfinished"], seen);
    }

    [Fact]
    public async Task A_slow_follower_is_told_how_much_it_has_missed_and_gets_whole_lines_after_it()
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 0 });
        var stream = output.OpenStdout(1, "r1");
        stream.Write("first\n"u8);
        await using var reader = Each(output.LogsAsync(new LogQuery(), follow: true, TestContext.Current.CancellationToken)).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await reader.MoveNextAsync());
        for (var i = 0; i < 100_000; i++)
        {
            if (!stream.Write(OutputFolder.Bytes(string.Create(CultureInfo.InvariantCulture, $"line {i:d6}\n"))))
            {
                await OutputFolder.Flushed(output);
            }
        }

        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(OutputKind.Gap, reader.Current.Kind);
        Assert.InRange(reader.Current.Missed, 900_000, 1_199_999);
        Assert.True(await reader.MoveNextAsync());
        Assert.Matches(@"^line 0\d{5}$", reader.Current.Text);
    }

    [Fact]
    public async Task Lines_from_before_the_tail_come_from_the_files_once()
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 100_000, Keep = 3, Compress = true });
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Log)!);
        File.WriteAllText(_folder.Log, "from an earlier host\n");
        var stream = output.OpenStdout(1, "r1");
        stream.Write("a\nb\n"u8);
        Assert.Equal(["from an earlier host", "a", "b"], await Logs(output, new LogQuery()));
        Assert.Equal(["b"], await Logs(output, new LogQuery { Lines = 1 }));
        for (var i = 0; i < 30_000; i++)
        {
            if (!stream.Write(OutputFolder.Bytes(string.Create(CultureInfo.InvariantCulture, $"{i:d9}\n"))))
            {
                await OutputFolder.Flushed(output);
            }
        }

        var lines = await Logs(output, new LogQuery { Lines = 29_000 });
        Assert.Equal(Enumerable.Range(1000, 29_000).Select(i => i.ToString("d9", CultureInfo.InvariantCulture)), lines);
        Assert.Equal(["000001234"], await Logs(output, new LogQuery { Grep = LogQuery.Pattern("^0*1234$") }));
    }

    [Fact]
    public async Task A_line_without_an_end_doubles_none_of_those_before_it()
    {
        await using var output = _folder.Open();
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Log)!);
        File.WriteAllText(_folder.Log, "from an earlier host\n");
        var stream = output.OpenStdout(1, "r1");
        stream.Write("a\nb\nprompt> "u8);
        Assert.Equal(["from an earlier host", "a", "b"], await Logs(output, new LogQuery()));
        stream.End();
        Assert.Equal(["from an earlier host", "a", "b", "prompt> "], await Logs(output, new LogQuery()));
        output.OpenStdout(2, "r2").Write("c\n"u8);
        Assert.Equal(["from an earlier host", "a", "b", "prompt> ", "c"], await Logs(output, new LogQuery()));
    }

    [Theory]
    [InlineData(LogFormat.Raw, true)]
    [InlineData(LogFormat.Text, false)]
    public async Task While_a_task_floods_and_its_files_are_rotated_each_line_is_shown_once(LogFormat format, bool compress)
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 100_000, Keep = 1000, Format = format, Compress = compress });
        using var enough = new CancellationTokenSource();
        var flood = Task.Run(
            async () =>
            {
                var stream = output.OpenStdout(1, "r1");
                for (var i = 0; !enough.IsCancellationRequested; i++)
                {
                    if (!stream.Write(OutputFolder.Bytes(string.Create(CultureInfo.InvariantCulture, $"{i}\n"))))
                    {
                        await OutputFolder.Flushed(output);
                    }
                }
            },
            TestContext.Current.CancellationToken);
        await OutputFolder.Until(() => output.Counters.Bytes > 1_000_000);
        for (var round = 0; round < 3; round++)
        {
            var lines = (await Logs(output, new LogQuery { Lines = 60_000 })).ConvertAll(line => int.Parse(line, CultureInfo.InvariantCulture));
            Assert.Equal(Enumerable.Range(lines[0], 60_000), lines);
        }

        await enough.CancelAsync();
        await flood;
    }

    [Theory]
    [InlineData(LogFormat.Raw)]
    [InlineData(LogFormat.Text)]
    [InlineData(LogFormat.Json)]
    public async Task Long_lines_are_shown_once_and_whole_where_files_and_memory_meet(LogFormat format)
    {
        string[] said = ["one", new string('\u0001', 150_000), "two", "three", string.Concat(Enumerable.Repeat("é", 70_000)), "four"];
        foreach (var lines in new[] { said[..3], said[3..] })
        {
            // The first host's are in the file alone.
            await using var host = _folder.Open(settings => settings with { Format = format });
            var stream = host.OpenStdout(1, "r1");
            stream.Write(OutputFolder.Bytes(string.Join('\n', lines) + "\n"));
            await OutputFolder.Flushed(host);
            if (lines[0] == said[0])
            {
                continue;
            }

            var all = await Logs(host, new LogQuery());
            Assert.Equal(string.Concat(said), string.Concat(all));
            Assert.Equal(4 + 3 + 3, all.Count);
            for (var count = 1; count < all.Count; count++)
            {
                Assert.Equal(all[^count..], await Logs(host, new LogQuery { Lines = count }));
            }

            stream.Write(OutputFolder.Bytes(new string('u', 140_000)));
            await OutputFolder.Flushed(host);
            Assert.Equal([.. all, new string('u', 65_536), new string('u', 65_536)], await Logs(host, new LogQuery()));
        }
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static IEnumerable<string> Texts(TaskOutput output, LogQuery query) => output.Tail.Last(query).Select(line => line.Text);

    private static async Task<List<string>> Logs(TaskOutput output, LogQuery query)
    {
        var lines = new List<string>();
        await foreach (var line in Each(output.LogsAsync(query, follow: false, CancellationToken.None)))
        {
            lines.Add(line.Text);
        }

        return lines;
    }

    private static async IAsyncEnumerable<LogLine> Each(IAsyncEnumerable<IReadOnlyList<LogLine>> batches)
    {
        await foreach (var batch in batches)
        {
            foreach (var line in batch)
            {
                yield return line;
            }
        }
    }

    private static async Task Follow(TaskOutput output, List<string> seen)
    {
        await foreach (var line in Each(output.LogsAsync(new LogQuery(), follow: true, CancellationToken.None)))
        {
            seen.Add(line.Text);
        }
    }
}
