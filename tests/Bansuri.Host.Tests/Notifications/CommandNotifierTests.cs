using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.Versioning;
using Bansuri.Host.Composition;
using Bansuri.Host.Configuration;
using Bansuri.Host.Notifications;
using Bansuri.Host.Processes;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Notifications;

/// <summary>Real commands.</summary>
[SupportedOSPlatform("linux")]
public sealed class CommandNotifierTests(TestEngine engine) : IClassFixture<TestEngine>
{
    private static readonly Letter Failed = new(
        "job", "on-fail", "job: failed\n\nünïcode\n", ImmutableSortedDictionary.CreateRange<string, string>(StringComparer.Ordinal, [new("BANSURI_TASK", "job"), new("BANSURI_EVENT", "on-fail")]));

    [Fact]
    public async Task The_letter_comes_on_stdin_and_the_facts_in_the_environment()
    {
        Assert.Null(await DeliverAsync("cat >letter; echo \"$BANSURI_TASK $BANSURI_EVENT $HOME $BANSURI_SOCKET.$NOTIFY_SOCKET\" >vars"));

        Assert.Equal(Failed.Text, await File.ReadAllTextAsync(In("letter"), TestContext.Current.CancellationToken));
        Assert.Equal("job on-fail /home/ada .\n", await File.ReadAllTextAsync(In("vars"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("echo one; echo two >&2; exit 3", "exit 3: two")]
    [InlineData("exit 1", "exit 1")]
    [InlineData("printf '\\033[31mred'; kill -9 $$", "SIGKILL: \\x1b[31mred")]
    public async Task A_command_that_fails_says_how(string script, string problem) => Assert.Equal(problem, await DeliverAsync(script));

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        var notifier = Notifier(["/no/such/program"], TimeSpan.FromMinutes(1));
        Assert.Contains("No such file or directory", await notifier.DeliverAsync(Failed, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_hangs_is_killed_with_all_that_it_has_started()
    {
        var notifier = Notifier(["/bin/sh", "-c", "trap '' TERM; echo $$ >hung; setsid sleep 1000 & echo $! >>hung; echo waiting; while :; do sleep 1; done"], TimeSpan.FromMilliseconds(300));
        Assert.StartsWith("killed after its timeout of 300ms", await notifier.DeliverAsync(Failed, TestContext.Current.CancellationToken).InTime(), StringComparison.Ordinal);

        Assert.All(File.ReadAllLines(In("hung")), pid => Assert.False(Lives(pid), $"{pid} lives"));
    }

    [Fact]
    public async Task What_it_leaves_running_is_stopped()
    {
        Assert.Null(await DeliverAsync("sleep 1000 & echo $! >left"));

        Assert.False(Lives(await File.ReadAllTextAsync(In("left"), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task The_end_of_the_host_ends_it()
    {
        using var end = new CancellationTokenSource();
        var delivery = Notifier(["/bin/sh", "-c", "echo $$ >up; exec sleep 1000"], TimeSpan.FromMinutes(1)).DeliverAsync(Failed, end.Token);
        await Eventually.TrueAsync(() => File.Exists(In("up")) && File.ReadAllText(In("up")).EndsWith('\n'), "a command that runs");
        await end.CancelAsync();

        Assert.Equal("killed for the end of the host", await delivery.InTime());
    }

    private static bool Lives(string pid) => ProcessIdentity.Of(int.Parse(pid, CultureInfo.InvariantCulture)) is { IsAlive: true };

    private string In(string name) => Path.Combine(engine.Folder, name);

    private Task<string?> DeliverAsync(string script) =>
        Notifier(["/bin/sh", "-c", script], TimeSpan.FromMinutes(1)).DeliverAsync(Failed, TestContext.Current.CancellationToken).InTime();

    private CommandNotifier Notifier(ImmutableArray<string> arguments, TimeSpan timeout) =>
        new("ops", new NotifierCommand(arguments, timeout, engine.Folder), new NotifierGround(engine.Engine, Inherited, TimeProvider.System));

    private static Dictionary<string, string> Inherited => new(StringComparer.Ordinal)
    {
        ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
        ["HOME"] = "/home/ada",
        ["BANSURI_SOCKET"] = "/of/a/host/above",
        ["NOTIFY_SOCKET"] = "/of/systemd",
    };
}
