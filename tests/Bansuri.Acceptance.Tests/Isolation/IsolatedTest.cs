namespace Bansuri.Acceptance.Tests.Isolation;

/// <summary>A sandbox with the misbehaving plugin in it, and beside its tasks one that nothing must disturb.</summary>
public abstract class IsolatedTest : AcceptanceTest
{
    /// <summary>Starts a host with the entries, each isolated, and a neighbour.</summary>
    private protected async Task<(RunningHost Host, int Neighbour)> HostAsync(string entries)
    {
        Directory.CreateDirectory(Sandbox.In("plugins"));
        Directory.Move(TestPlugins.Make(Sandbox, "code one"), Sandbox.In("plugins/TestPlugin"));
        Write(entries);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        return (host, await host.PidOfAsync("neighbour"));
    }

    private protected void Write(string entries) => Sandbox.Write("bansuri.yaml", $"""
        defaults: {"{"}isolation: process, grace-period: 20s, times: 1{"}"}
        tasks:
          neighbour: {"{"}command: exec sleep 1000, isolation: none{"}"}
        {entries}
        """);

    /// <summary>The host answers, its neighbour runs on, and an orderly end leaves nothing (the sandbox looks).</summary>
    private protected static async Task UnharmedAsync(RunningHost host, int neighbour)
    {
        Assert.Equal(neighbour, await host.PidOfAsync("neighbour"));
        Assert.Equal(0, (await host.ShutDownAsync()).ExitCode);
    }
}
