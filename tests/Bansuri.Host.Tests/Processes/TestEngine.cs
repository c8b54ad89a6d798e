using System.Collections.Concurrent;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Processes;

/// <summary>A real engine in a folder of its own; kills what its tests left running, and fails when the reactor met a fault.</summary>
public sealed class TestEngine : IAsyncDisposable
{
    private readonly ConcurrentBag<IProcessGroup> _groups = [];
    private readonly ConcurrentBag<Exception> _faults = [];

    public TestEngine()
        : this(false)
    {
    }

    internal TestEngine(bool reapOrphans) => Engine = new(new()
    {
        Hygiene = Hygiene.Applied,
        OnFault = _faults.Add,
        ReapOrphans = reapOrphans,
        SlurmJobId = "7",
    });

    internal ProcessEngine Engine { get; }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("bansuri-test-").FullName;

    internal ProcessStart Command(string program, params string[] arguments) => new()
    {
        FileName = program,
        Arguments = [.. arguments],
        WorkingDirectory = Folder,
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" },
        RunId = Guid.NewGuid().ToString("n"),
    };

    internal ProcessStart Shell(string script, TestSink? sink = null) =>
        Command("/bin/sh", "-c", script) with { Stdout = sink, MergeStderr = sink is not null };

    internal IProcessGroup Start(ProcessStart start) => Track(Engine.Start(start));

    /// <summary>Of another engine: stopped with the others.</summary>
    internal IProcessGroup Track(IProcessGroup group)
    {
        _groups.Add(group);
        return group;
    }

    /// <summary>Starts a script and waits until it has written <c>ready</c>.</summary>
    internal async Task<(IProcessGroup Group, TestSink Sink)> StartReadyAsync(string script)
    {
        var sink = new TestSink();
        var group = Start(Shell(script, sink));
        await Eventually.TrueAsync(() => sink.Text.Contains("ready", StringComparison.Ordinal), $"'ready' from {script}: {sink.Text}");
        return (group, sink);
    }

    /// <summary>Runs to the end and returns what was written.</summary>
    internal async Task<(ProcessExit Exit, string Text)> RunAsync(ProcessStart start)
    {
        var sink = new TestSink();
        var group = Start(start with { Stdout = sink, MergeStderr = true });
        var exit = await group.Exited.InTime();
        await group.OutputEnded.InTime();
        return (exit, sink.Text);
    }

    internal static StopOrder Order(double graceSeconds, List<StopStep>? steps = null) =>
        new() { Grace = TimeSpan.FromSeconds(graceSeconds), OnStep = steps is null ? null : steps.Add };

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_groups.Select(group => group.StopAsync(Order(0), CancellationToken.None))).InTime();
        await Engine.DisposeAsync();
        Directory.Delete(Folder, true);
        Assert.Empty(_faults);
    }
}
