using System.Text.Json;
using Bansuri.Host.Logging;
using Bansuri.Host.Output;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Logging;

public sealed partial class HostLogTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 9, 10, 6, 18, 123, TimeSpan.Zero));
    private readonly RecordingTarget _console = new();

    public HostLogTests() => _clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(1), "test", "test"));

    [Fact]
    public async Task The_text_format_is()
    {
        await SayEverything(HostLogFormat.Text);
        Assert.Equal(
            """
            2026-01-09T11:06:18.123+01:00 INF [bansuri] backup: attempt 2 of 3 failed, next in 00:00:02
            2026-01-09T11:06:18.123+01:00 WRN [bansuri] config.yaml: two\x0alines \x1b[31mred
            2026-01-09T11:06:18.123+01:00 ERR [bansuri] it broke: the reason
            2026-01-09T11:06:18.123+01:00 INF [backup] said by the plugin
            2026-01-09T11:06:18.123+01:00 OUT [Script1] temperature 21 °C
            2026-01-09T11:06:18.123+01:00 OUT [Script1] \x1b[1mbold\x1b[0m, tab	and \ufffd?
            2026-01-09T11:06:18.123+01:00 ERR [Script1] to stderr

            """.Replace("\\ufffd?", "\ufffd?", StringComparison.Ordinal),
            _console.Text);
    }

    [Fact]
    public async Task The_json_format_is()
    {
        await SayEverything(HostLogFormat.Json);
        Assert.Equal(
            """
            {"@t":"2026-01-09T10:06:18.1230000Z","@m":"backup: attempt 2 of 3 failed, next in 00:00:02","@i":2103,"Task":"backup","Attempt":2,"Times":3,"Delay":"00:00:02"}
            {"@t":"2026-01-09T10:06:18.1230000Z","@m":"config.yaml: two\nlines \u001B[31mred","@i":2104,"@l":"Warning","Text":"two\nlines \u001B[31mred"}
            {"@t":"2026-01-09T10:06:18.1230000Z","@m":"it broke","@i":2105,"@l":"Error","@x":"System.InvalidOperationException: the reason"}
            {"@t":"2026-01-09T10:06:18.1230000Z","@m":"said by the plugin","@i":2106,"Task":"backup"}
            {"@t":"2026-01-09T10:06:18.123Z","@m":"temperature 21 °C","Task":"Script1","Stream":"stdout","Attempt":1}
            {"@t":"2026-01-09T10:06:18.123Z","@m":"\u001B[1mbold\u001B[0m, tab\tand �?","Task":"Script1","Stream":"stdout","Attempt":1}
            {"@t":"2026-01-09T10:06:18.123Z","@m":"to stderr","Task":"Script1","Stream":"stderr","Attempt":1}

            """,
            _console.Text);
        Assert.All(_console.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public async Task The_level_changes_while_the_host_runs_and_the_framework_speaks_only_of_trouble()
    {
        await using var log = Open(HostLogFormat.Text);
        var logger = log.Loggers.CreateLogger("Bansuri.Test");
        logger.LogDebug("not yet");
        log.Level = LogLevel.Debug;
        logger.LogDebug("now");
        log.Loggers.CreateLogger("Microsoft.AspNetCore.Hosting").LogInformation("noise");
        await log.FlushAsync();
        Assert.EndsWith("DBG [bansuri] now\n", _console.Text, StringComparison.Ordinal);
        Assert.Single(_console.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_console_that_blocks_holds_nobody_up_and_what_is_lost_is_counted_and_said()
    {
        await using var log = Open(HostLogFormat.Text);
        var logger = log.Loggers.CreateLogger("Bansuri.Test");
        _console.Block();
        for (var i = 0; i < 50_000; i++)
        {
            Something(logger, i);
        }

        _console.Unblock();
        await log.FlushAsync();
        var lines = _console.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var lost = int.Parse(Assert.Single(lines, line => line.Contains("missing here", StringComparison.Ordinal)).Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(50_000, lost + lines.Length - 1);
        Assert.Contains("WRN [bansuri] " + lost + " lines are missing here: the console could not keep up", _console.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_tasks_wait_for_a_busy_console_and_not_for_one_that_stands_still()
    {
        await using var log = Open(HostLogFormat.Text);
        var lines = log.Open("Script1");
        var mark = Mark(OutputKind.Stdout);
        _console.Block();
        var flood = Task.Run(
            async () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    lines.Line(mark, new byte[60_000].AsSpan(), LinePart.Whole);
                    await lines.FlushAsync();
                }
            },
            TestContext.Current.CancellationToken);
        await Until(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            return flood.IsCompleted;
        });
        _console.Unblock();
        await log.FlushAsync();
        Assert.Contains("lines are missing here", _console.Text, StringComparison.Ordinal);

        for (var i = 0; i < 50; i++)
        {
            lines.Line(mark, "x"u8, LinePart.Whole);
            await lines.FlushAsync();
        }

        await log.FlushAsync();
        Assert.Equal(50, _console.Text.Split('\n').Count(line => line.EndsWith("OUT [Script1] x", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_turn_of_short_lines_that_is_larger_than_the_queue_loses_none()
    {
        await using var log = Open(HostLogFormat.Text);
        var lines = log.Open("Script1");
        var mark = Mark(OutputKind.Stdout);
        for (var i = 0; i < 65_536; i++)
        {
            lines.Line(mark, "y"u8, LinePart.Whole);
        }

        var flushed = lines.FlushAsync().AsTask();
        await Until(() =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            return flushed.IsCompleted;
        });
        await log.FlushAsync();

        Assert.Equal(65_536, _console.Text.Split('\n').Count(line => line.EndsWith("OUT [Script1] y", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_file_gets_the_same_lines_and_a_broken_one_is_said_on_the_console()
    {
        var folder = Directory.CreateTempSubdirectory("bansuri-log-").FullName;
        var file = Path.Combine(folder, "sub", "host.log");
        await using (var log = new HostLog(new HostLogSettings { File = file }, _clock, _console))
        {
            Something(log.Loggers.CreateLogger("Bansuri.Test"), 1);
        }

        Assert.Equal(_console.Text, File.ReadAllText(file));
        await using (var log = new HostLog(new HostLogSettings { File = file + "/impossible" }, _clock, _console))
        {
            Something(log.Loggers.CreateLogger("Bansuri.Test"), 2);
            await Until(() => _console.Text.Contains("Not a directory; its lines are lost", StringComparison.Ordinal));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_file_that_stays_broken_is_said_once_and_when_it_is_whole_again()
    {
        var folder = Directory.CreateTempSubdirectory("bansuri-log-").FullName;
        var inTheWay = Path.Combine(folder, "sub");
        File.WriteAllText(inTheWay, "");
        await using (var log = new HostLog(new HostLogSettings { File = Path.Combine(inTheWay, "host.log") }, _clock, _console))
        {
            for (var i = 0; i < 4; i++)
            {
                if (i == 3)
                {
                    File.Delete(inTheWay);
                }

                Something(log.Loggers.CreateLogger("Bansuri.Test"), i);
                await log.FlushAsync();
                _clock.Advance(TimeSpan.FromSeconds(2));
            }

            await Until(() => _console.Text.Contains("can be written again", StringComparison.Ordinal));
        }

        Assert.Single(_console.Text.Split('\n'), line => line.Contains("Not a directory; its lines are lost", StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_console_that_has_gone_is_said_in_the_file()
    {
        var folder = Directory.CreateTempSubdirectory("bansuri-log-").FullName;
        var file = Path.Combine(folder, "host.log");
        using var gone = new FullDevice();
        await using (var log = new HostLog(new HostLogSettings { File = file }, _clock, gone))
        {
            Something(log.Loggers.CreateLogger("Bansuri.Test"), 1);
            await log.FlushAsync();
            Something(log.Loggers.CreateLogger("Bansuri.Test"), 2);
        }

        Assert.Single(File.ReadAllLines(file), line => line.EndsWith("WRN [bansuri] the console cannot be written (No space left on device); its lines are in this file alone", StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\u0085b\u2028c", "a\\x85b\\u2028c")]
    [InlineData("\u202egnp.exe", "\\u202egnp.exe")]
    [InlineData("👩‍🔬 é", "👩‍🔬 é")]
    [InlineData("\0\u0007\u007f", "\\x00\\x07\\x7f")]
    public void Text_is_made_harmless_and_stays_readable(string text, string expected) => Assert.Equal(expected, SafeText.Of(text));

    private HostLog Open(HostLogFormat format) => new(new HostLogSettings { Format = format }, _clock, _console);

    private async Task SayEverything(HostLogFormat format)
    {
        await using var log = Open(format);
        var logger = log.Loggers.CreateLogger("Bansuri.Test");
        AttemptFailed(logger, "backup", 2, 3, TimeSpan.FromSeconds(2));
        ConfigurationRejected(logger, "two\nlines \x1b[31mred");
        Broke(logger, new InvalidOperationException("the reason"));
        SaidByPlugin(log.ForTask("backup"));
        var lines = log.Open("Script1");
        lines.Line(Mark(OutputKind.Stdout), "temperature 21 °C"u8, LinePart.Whole);
        lines.Line(Mark(OutputKind.Stdout), [.. "\x1b[1mbold\x1b[0m, tab\tand "u8, 0xff, (byte)'?'], LinePart.Whole);
        lines.Line(Mark(OutputKind.Stderr), "to stderr"u8, LinePart.Whole);
        await lines.FlushAsync();
        await log.FlushAsync();
    }

    private OutputMark Mark(OutputKind kind)
    {
        var stream = new OutputStream(new OutputBuffer(_clock, () => { }), new OutputOrigin(kind, 1, "r1"), new OutputRoute(null, isShown: true));
        return new OutputMark(0, _clock.GetUtcNow().UtcTicks, stream, OutputMarkKind.LineStart);
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    [LoggerMessage(2103, LogLevel.Information, "{Task}: attempt {Attempt} of {Times} failed, next in {Delay}")]
    private static partial void AttemptFailed(ILogger logger, string task, int attempt, int times, TimeSpan delay);

    [LoggerMessage(2104, LogLevel.Warning, "config.yaml: {Text}")]
    private static partial void ConfigurationRejected(ILogger logger, string text);

    [LoggerMessage(2105, LogLevel.Error, "it broke")]
    private static partial void Broke(ILogger logger, Exception problem);

    [LoggerMessage(2106, LogLevel.Information, "said by the plugin")]
    private static partial void SaidByPlugin(ILogger logger);

    [LoggerMessage(2107, LogLevel.Information, "something {Number} that fills the queue, because it is a long line, longer than most")]
    private static partial void Something(ILogger logger, int number);
}
