using System.IO.Compression;

namespace Bansuri.Acceptance.Tests.Output;

/// <summary>Much output, and at once.</summary>
public sealed class FloodTests : AcceptanceTest
{
    private const int Tasks = 100;
    private const int LinesOfEach = 20_000;

    [Fact]
    public async Task A_hundred_tasks_flood_at_once_and_no_byte_is_missing_while_status_answers()
    {
        Sandbox.Write("bansuri.yaml", $$"""
            defaults: { command: [seq, '{{LinesOfEach}}'], log-max-size: 1GiB }
            tasks:
            {{string.Join('\n', Enumerable.Range(0, Tasks).Select(i => $"  task{i}: {{ stdout: out{i} }}"))}}
            """);
        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilStatusAsync(status => status.Tasks.Count(task => task.State == "succeeded") == Tasks, () => "all done");

        var expected = string.Concat(Enumerable.Range(1, LinesOfEach).Select(i => $"{i}\n"));
        await Wait.UntilAsync(() => Enumerable.Range(0, Tasks).All(i => new FileInfo(Sandbox.In($"out{i}")) is { Exists: true } file && file.Length >= expected.Length), () => host.Log);
        Assert.All(Enumerable.Range(0, Tasks), i => Assert.Equal(expected, Sandbox.Read($"out{i}")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rotated_every_four_kilobytes_under_flood_the_files_joined_are_exact(bool compress)
    {
        Sandbox.Write("bansuri.yaml", $"tasks: {{ flood: {{ command: [seq, '100000'], stdout: ./out, log-max-size: 4KiB, log-keep: 1000, log-compress: {(compress ? "true" : "false")} }} }}\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilStateAsync("flood", "succeeded");

        var expected = string.Concat(Enumerable.Range(1, 100_000).Select(i => $"{i}\n"));
        await Wait.UntilAsync(() => Sandbox.Read("out").EndsWith("\n100000\n", StringComparison.Ordinal), () => host.Log);
        var rotated = Directory.GetFiles(Sandbox.Folder).Where(file => Path.GetFileName(file).StartsWith("out.", StringComparison.Ordinal)).OrderByDescending(Number).ToList();
        Assert.InRange(rotated.Count, 100, 200);
        Assert.All(rotated, file => Assert.Equal(compress, file.EndsWith(".gz", StringComparison.Ordinal)));
        Assert.Equal(expected, string.Concat(rotated.Select(Content)) + Sandbox.Read("out"));
    }

    [Fact]
    public async Task The_last_of_a_hundred_thousand_lines_is_in_file_and_log_when_the_task_is_over()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { many: { command: 'seq 99999; printf the-end; kill -9 $$' } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilLoggedAsync("OUT [many] the-end");

        await Wait.UntilAsync(() => Sandbox.Read(".bansuri/logs/many.log").EndsWith("99999\nthe-end", StringComparison.Ordinal), () => host.Log);
        Assert.Equal(100_000, Sandbox.Lines(".bansuri/logs/many.log").Length);
        Assert.Equal(99_999, host.Log.Split('\n').Count(line => line.Contains("OUT [many] ", StringComparison.Ordinal) && !line.EndsWith("the-end", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_a_survivor_says_after_the_end_of_its_task_is_kept()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { parent: { command: '(while [ ! -e go ]; do sleep 0.1; done; echo late) & echo early', leftovers: leave } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [parent] early");

        Sandbox.Write("go", "");

        await Wait.UntilAsync(() => Sandbox.Read(".bansuri/logs/parent.log") == "early\nlate\n", () => host.Log);
    }

    [Fact]
    public async Task Two_streams_in_one_keep_their_order()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { both: { command: 'i=0; while [ $i -lt 2000 ]; do echo $i; echo $i >&2; i=$((i+1)); done', stdout: ./out } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilStateAsync("both", "succeeded");

        await Wait.UntilAsync(() => Sandbox.Lines("out").Length == 4000, () => host.Log);
        Assert.Equal(Enumerable.Range(0, 4000).Select(i => $"{i / 2}"), Sandbox.Lines("out"));
    }

    [Fact]
    public async Task A_gigabyte_without_a_line_end_costs_no_lasting_memory()
    {
        const long Size = 1_000_000_000;
        const long Rotated = 50 << 20;
        Sandbox.Write("bansuri.yaml", $"tasks: {{ giant: {{ command: 'while [ ! -e go ]; do sleep 0.1; done; head -c {Size} /dev/zero; touch said; exec sleep 1000', forever: true, stdout: ./out, log-keep: 1 }} }}\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var before = ProcFs.ResidentKilobytes(host.Pid);
        Sandbox.Write("go", "");

        await Wait.UntilAsync(() => File.Exists(Sandbox.In("said")) && Length("out") == Size % Rotated && Length("out.1") == Rotated, () => host.Log);

        Assert.InRange(ProcFs.ResidentKilobytes(host.Pid) - before, long.MinValue, 32_000);
    }

    private long Length(string file) => new FileInfo(Sandbox.In(file)) is { Exists: true } found ? found.Length : 0;

    private static int Number(string file) => int.Parse(Path.GetFileName(file).Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static string Content(string file)
    {
        using var stored = File.OpenRead(file);
        using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stored, CompressionMode.Decompress) : stored;
        return new StreamReader(plain).ReadToEnd();
    }
}
