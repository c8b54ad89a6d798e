#pragma warning disable CA1416 // Linux alone.

using System.Text;
using Bansuri.Abstractions;
using Bansuri.Host.Output;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Output;

public sealed class TaskOutputTests : IAsyncDisposable
{
    private readonly OutputFolder _folder = new();

    [Fact]
    public async Task The_captured_file_has_every_byte_value_and_the_last_line_without_its_end()
    {
        await using var output = _folder.Open();
        var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).Concat("end"u8.ToArray()).ToArray();
        var stream = output.OpenStdout(1, "r1");
        stream.Write(bytes);
        stream.End();
        await OutputFolder.Flushed(output);
        Assert.Equal(bytes, _folder.Everything());
        Assert.Equal(bytes.Length, output.Counters.Bytes);
    }

    [Fact]
    public async Task Files_and_directories_are_private_whatever_the_umask()
    {
        await using var output = _folder.Open();
        output.OpenStdout(1, "r1").Write("x\n"u8);
        await OutputFolder.Flushed(output);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Log));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(_folder.Log)!));
    }

    [Theory]
    [InlineData(4096, false)]
    [InlineData(1500, false)]
    [InlineData(4096, true)]
    public async Task Rotated_files_end_with_lines_and_joined_are_exact(int size, bool compress)
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = size, Keep = 10_000, Compress = compress });
        var stream = output.OpenStdout(1, "r1");
        var expected = new MemoryStream();
        var dice = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            // Chunks end anywhere, within lines and at line ends.
            var chunk = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, dice.Next(1, 20)).Select(n => $"line {i} {n} " + new string('x', dice.Next(60)) + (dice.Next(9) == 0 ? "" : "\n"))));
            expected.Write(chunk);
            if (!stream.Write(chunk))
            {
                await OutputFolder.Flushed(output);
            }
        }

        stream.End();
        await OutputFolder.Flushed(output);
        var files = Rotation.Files(_folder.Log);
        Assert.True(files.Count > 10);
        var contents = files.Select(Content).ToList();
        Assert.True(expected.ToArray().AsSpan().SequenceEqual(contents.SelectMany(content => content).ToArray()));
        Assert.All(contents.SkipLast(1), content => Assert.Equal((byte)'\n', content[^1]));
        Assert.Equal(compress, files.Any(file => file.EndsWith(".gz", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Only_so_many_rotated_files_are_kept_and_a_change_counts_at_once()
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 10, Keep = 3 });
        var stream = output.OpenStdout(1, "r1");
        await Write(output, stream, "12345678\n", 8);
        Assert.Equal(4, Rotation.Files(_folder.Log).Count);
        output.Apply(_folder.Settings with { MaxSize = 10, Keep = 1 });
        await Write(output, stream, "12345678\n", 2);
        Assert.Equal(2, Rotation.Files(_folder.Log).Count);
    }

    [Fact]
    public async Task A_rotation_that_fails_is_told_once_costs_no_byte_and_is_tried_again()
    {
        var clock = new FakeTimeProvider();
        await using var folder = new OutputFolder(clock);
        await using var output = folder.Open(settings => settings with { MaxSize = 10, Keep = 3 });
        var stream = output.OpenStdout(1, "r1");
        var inTheWay = Directory.CreateDirectory(folder.Log + ".1").FullName;
        for (var i = 0; i < 3; i++)
        {
            await Write(output, stream, "12345678\n", 2);
            clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(["task: task.log not rotated: Is a directory"], folder.Notices);
        Assert.Equal(6 * 9, folder.Logged.Length);
        Directory.Delete(inTheWay);
        await Write(output, stream, "12345678\n", 1);
        Assert.Equal(6 * 9, new FileInfo(folder.Log + ".1").Length);
        Assert.Equal(9, folder.Logged.Length);
    }

    [Fact]
    public async Task A_line_longer_than_the_file_may_be_is_cut()
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 100, Keep = 20 });
        var stream = output.OpenStdout(1, "r1");
        var bytes = Encoding.ASCII.GetBytes(new string('a', 950) + "\nshort\n");
        stream.Write(bytes);
        await OutputFolder.Flushed(output);
        Assert.Equal(bytes, _folder.Everything());
        Assert.All(Rotation.Files(_folder.Log), file => Assert.InRange(new FileInfo(file).Length, 1, 100));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("renamed")]
    [InlineData("directory gone")]
    public async Task The_file_is_made_again_when_it_was(string what)
    {
        var clock = new FakeTimeProvider();
        await using var folder = new OutputFolder(clock);
        await using var output = folder.Open();
        var stream = output.OpenStdout(1, "r1");
        await Write(output, stream, "before\n", 1);
        switch (what)
        {
            case "deleted": File.Delete(folder.Log); break;
            case "renamed": File.Move(folder.Log, folder.Log + ".elsewhere"); break;
            default: Directory.Delete(Path.GetDirectoryName(folder.Log)!, recursive: true); break;
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        await Write(output, stream, "after\n", 1);
        Assert.Equal("after\n", folder.Logged);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_blocks_its_task_until_it_can_and_loses_nothing()
    {
        var clock = new FakeTimeProvider();
        await using var folder = new OutputFolder(clock);
        File.WriteAllText(Path.Combine(folder.Path, "logs"), "a file where the directory should be");
        await using var output = folder.Open();
        var stream = output.OpenStdout(1, "r1");
        var resumed = new TaskCompletionSource();
        stream.Resume = () => resumed.TrySetResult();
        var chunk = OutputFolder.Bytes(new string('x', 65_535) + "\n");
        var accepted = 0;
        do
        {
            accepted++;
        }
        while (stream.Write(chunk) && accepted < 100);

        Assert.InRange(accepted, 2, 10);
        await OutputFolder.Until(() => folder.Notices.Count > 0);
        Assert.Equal("task: task.log: Not a directory", Assert.Single(folder.Notices));
        Assert.False(resumed.Task.IsCompleted);
        File.Delete(Path.Combine(folder.Path, "logs"));
        await OutputFolder.Until(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return resumed.Task.IsCompleted;
        });
        await OutputFolder.Flushed(output);
        Assert.Equal(accepted * (long)chunk.Length, folder.Everything().LongLength);
        Assert.Equal(["task: task.log: Not a directory", "task: resumed, 0 bytes dropped"], folder.Notices);
        Assert.True(output.Counters.WriteErrors > 0);
        Assert.All(folder.Threads, thread => Assert.Equal("output", thread));
    }

    [Fact]
    public async Task With_drop_a_file_that_cannot_be_written_costs_counted_bytes_and_no_time()
    {
        var clock = new FakeTimeProvider();
        await using var folder = new OutputFolder(clock);
        File.WriteAllText(Path.Combine(folder.Path, "logs"), "a file where the directory should be");
        await using var output = folder.Open(settings => settings with { WhenFull = WhenFull.Drop });
        var stream = output.OpenStdout(1, "r1");
        for (var i = 0; i < 100; i++)
        {
            Assert.True(stream.Write(OutputFolder.Bytes(new string('x', 65_534) + "\n")));
        }

        await OutputFolder.Flushed(output);
        Assert.Equal(6_553_500, output.Counters.DroppedBytes);
        File.Delete(Path.Combine(folder.Path, "logs"));
        clock.Advance(TimeSpan.FromSeconds(1));
        stream.Write("again\n"u8);
        await OutputFolder.Flushed(output);
        Assert.Equal("again\n", folder.Logged);
        Assert.Equal("task: resumed, 6553500 bytes dropped", folder.Notices[^1]);
    }

    [Fact]
    public async Task A_full_disk_blocks_and_heals_without_a_lost_byte()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        var clock = new FakeTimeProvider();
        await using var folder = new OutputFolder(clock);
        var link = Path.Combine(folder.Path, "out");
        File.CreateSymbolicLink(link, "/dev/full");
        await using var output = folder.Open(settings => settings with { Stdout = new OutputTarget(OutputTargetKind.File, link) });
        output.OpenStdout(1, "r1").Write("kept\n"u8);
        await OutputFolder.Until(() => folder.Notices.Count > 0);
        Assert.Equal("task: out: No space left on device", folder.Notices[0]);
        File.Delete(link);
        await OutputFolder.Until(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return folder.Notices.Count > 1;
        });
        await OutputFolder.Flushed(output);
        Assert.Equal("kept\n", File.ReadAllText(link));
    }

    [Fact]
    public async Task Stderr_has_its_own_file_and_is_marked_when_separate()
    {
        await using var output = _folder.Open(settings => settings with { Stderr = new OutputTarget(OutputTargetKind.Separate) });
        output.OpenStdout(1, "r1").Write("to stdout\n"u8);
        output.OpenStderr(1, "r1")!.Write("to stderr\n"u8);
        await OutputFolder.Flushed(output);
        Assert.Equal("to stdout\n", _folder.Logged);
        Assert.Equal("to stderr\n", File.ReadAllText(_folder.Settings.StderrPath));
        Assert.Equal(["OUT to stdout", "ERR to stderr"], _folder.Shown);
    }

    [Fact]
    public async Task A_path_captures_without_showing_and_ignore_captures_nothing()
    {
        var path = Path.Combine(_folder.Path, "sub", "own.txt");
        await using var output = _folder.Open(settings => settings with { Stdout = new OutputTarget(OutputTargetKind.File, path), Stderr = new OutputTarget(OutputTargetKind.Ignore) });
        output.OpenStdout(1, "r1").Write("mine\n"u8);
        output.OpenStderr(1, "r1")!.Write("gone\n"u8);
        await OutputFolder.Flushed(output);
        Assert.Equal("mine\n", File.ReadAllText(path));
        Assert.Empty(_folder.Shown);
        Assert.False(Directory.Exists(Path.GetDirectoryName(_folder.Log)));
        Assert.Null(_folder.Open().OpenStderr(1, "combined"));
    }

    [Fact]
    public async Task Two_tasks_that_name_one_path_share_its_writer()
    {
        var path = Path.Combine(_folder.Path, "shared");
        await using var first = _folder.Open(settings => settings with { Task = "a", Stdout = new OutputTarget(OutputTargetKind.File, path) });
        await using var second = _folder.Open(settings => settings with { Task = "b", Stdout = new OutputTarget(OutputTargetKind.File, path) });
        await Task.WhenAll(Write(first, first.OpenStdout(1, "r"), "aaaaaaaaaaaaaaaaaaa\n", 500), Write(second, second.OpenStdout(1, "r"), "bbbbbbbbb\n", 500));
        var lines = File.ReadAllLines(path);
        Assert.Equal(500, lines.Count(line => line == "aaaaaaaaaaaaaaaaaaa"));
        Assert.Equal(500, lines.Count(line => line == "bbbbbbbbb"));
    }

    [Fact]
    public async Task Text_and_json_formats_have_time_and_stream_before_each_line()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 9, 10, 6, 18, 123, TimeSpan.Zero));
        clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(1), "test", "test"));
        await using var folder = new OutputFolder(clock);
        await using var output = folder.Open(settings => settings with { Format = LogFormat.Text });
        var stream = output.OpenStdout(2, "r1");
        await Write(output, stream, "one\nt", 1);
        output.Apply(folder.Settings with { Format = LogFormat.Json });
        stream.Write("wo\nthree \"quoted\" \xff\n"u8);
        stream.Write("last"u8);
        stream.End();
        await OutputFolder.Flushed(output);
        Assert.Equal(
            "2026-01-09T11:06:18.123+01:00 OUT one\n"
            + "2026-01-09T11:06:18.123+01:00 OUT two\n"
            + """{"time":"2026-01-09T11:06:18.123+01:00","stream":"stdout","attempt":2,"line":"three \"quoted\" ÿ"}""" + "\n"
            + """{"time":"2026-01-09T11:06:18.123+01:00","stream":"stdout","attempt":2,"line":"last"}""" + "\n",
            File.ReadAllText(folder.Log));
    }

    [Fact]
    public async Task A_change_of_format_within_a_line_loses_nothing_of_it()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 9, 10, 6, 18, 123, TimeSpan.Zero));
        await using var folder = new OutputFolder(clock);
        await using var output = folder.Open(settings => settings with { Format = LogFormat.Text });
        var stream = output.OpenStdout(1, "r1");
        await Write(output, stream, "one, begun as text", 1);
        output.Apply(folder.Settings);
        await Write(output, stream, " and ended raw\ntwo, begun raw", 1);
        output.Apply(folder.Settings with { Format = LogFormat.Text });
        await Write(output, stream, " and ended", 1);
        await Write(output, stream, " as text\nthree\n", 1);
        Assert.Equal(
            "2026-01-09T10:06:18.123+00:00 OUT one, begun as text and ended raw\n"
            + "two, begun raw and ended as text\n"
            + "2026-01-09T10:06:18.123+00:00 OUT three\n",
            File.ReadAllText(folder.Log));
    }

    [Fact]
    public async Task A_gap_among_rotated_files_is_closed_and_costs_none_of_them()
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 10, Keep = 4 });
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Log)!);
        foreach (var number in new[] { 1, 2, 4 })
        {
            File.WriteAllText($"{_folder.Log}.{number}", $"was {number}\n");
        }

        await Write(output, output.OpenStdout(1, "r1"), "12345678\n", 2);
        Assert.Equal("was 4\nwas 2\nwas 1\n12345678\n12345678\n", Encoding.ASCII.GetString(_folder.Everything()));
    }

    [Fact]
    public async Task With_nothing_to_keep_what_was_kept_before_goes_too()
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 10, Keep = 0 });
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Log)!);
        File.WriteAllText($"{_folder.Log}.1", "old\n");
        await Write(output, output.OpenStdout(1, "r1"), "12345678\n", 2);
        Assert.Equal("12345678\n", Encoding.ASCII.GetString(_folder.Everything()));
    }

    [Fact]
    public async Task A_gigantic_line_costs_no_lasting_memory_and_is_exact()
    {
        await using var output = _folder.Open(settings => settings with { MaxSize = 0 });
        var stream = output.OpenStdout(1, "r1");
        using var room = new SemaphoreSlim(0);
        stream.Resume = () => room.Release();
        var chunk = OutputFolder.Bytes(new string('x', 65_536));
        for (var i = 0; i < 1024; i++)
        {
            if (!stream.Write(chunk))
            {
                Assert.True(await room.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            }
        }

        stream.End();
        await OutputFolder.Flushed(output);
        Assert.Equal(64 << 20, new FileInfo(_folder.Log).Length);
        Assert.InRange(_folder.Shown.Count, 1024, 1025);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static async Task Write(TaskOutput output, OutputStream stream, string text, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (!stream.Write(OutputFolder.Bytes(text)) || i % 7 == 0)
            {
                await OutputFolder.Flushed(output);
            }
        }

        await OutputFolder.Flushed(output);
    }

    private static byte[] Content(string file)
    {
        using var source = File.OpenRead(file);
        using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new System.IO.Compression.GZipStream(source, System.IO.Compression.CompressionMode.Decompress) : source;
        using var content = new MemoryStream();
        plain.CopyTo(content);
        return content.ToArray();
    }
}
