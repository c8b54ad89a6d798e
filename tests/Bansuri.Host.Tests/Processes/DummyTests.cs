using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Processes;

/// <summary>Children that need more than a shell to misbehave.</summary>
public sealed class DummyTests(TestEngine engine) : IClassFixture<TestEngine>
{
    [Fact]
    public async Task A_flood_without_an_end_arrives_whole()
    {
        var (exit, text) = await engine.RunAsync(Dummy("flood", "30", "half-a-line", "exit", "3"));
        Assert.Equal((3, 30_000_006), (exit.Code, text.Length));
        Assert.EndsWith("x\nno end", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_needs_a_moment_to_end_gets_it()
    {
        var sink = new TestSink();
        var group = engine.Start(Dummy("slow-term", "700", "say", "wait") with { Stdout = sink });
        await Eventually.TrueAsync(() => sink.Text.Length > 0, "ready");
        Assert.False((await group.StopAsync(TestEngine.Order(60), CancellationToken.None).InTime()).Killed);
        Assert.Equal(0, (await group.Exited.InTime()).Code);
    }

    [Fact]
    public async Task A_crash_is_an_end_by_signal() =>
        Assert.Equal(6, (await engine.RunAsync(engine.Shell($"ulimit -c 0; exec '{Program}' crash") with { Environment = Variables })).Exit.Signal);

    // Beside the tests lies only its launcher; the whole of it is in the folder that it was built into.
    private static string Program => Path.Combine(AppContext.BaseDirectory.Replace("Bansuri.Host.Tests", "Bansuri.Dummy", StringComparison.Ordinal), "Bansuri.Dummy");

    private static Dictionary<string, string> Variables => Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .Where(entry => (string)entry.Key is "PATH" or "HOME" or "DOTNET_ROOT")
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");

    private ProcessStart Dummy(params string[] orders) => engine.Command(Program, orders) with { Environment = Variables };
}
