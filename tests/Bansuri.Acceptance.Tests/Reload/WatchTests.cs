namespace Bansuri.Acceptance.Tests.Reload;

/// <summary>Edits are seen without inotify, too: by reading again.</summary>
public sealed class WatchTests : AcceptanceTest
{
    private const string Before = "host: {check-interval: 200ms}\ntasks: {a: {command: [sleep, '1000'], forever: true}}\n";
    private const string After = Before + "x-edited: true\n" + "defaults: {times: 7}\n";

    [Fact]
    public async Task A_used_up_watch_limit_costs_time_and_is_said_once()
    {
        // A user namespace has limits of its own; nobody else's watches are touched.
        Needs.Command("unshare");
        string[] launcher = ["unshare", "--user", "--map-root-user", "sh", "-c", "echo 0 >/proc/sys/user/max_inotify_instances; exec \"$@\"", "limited"];
        Sandbox.Write("bansuri.yaml", Before);
        var host = await Sandbox.HostByAsync(launcher, "bansuri.yaml");
        var pid = await host.PidOfAsync("a");

        Sandbox.Write("bansuri.yaml", After);

        Assert.Equal(pid, (await host.UntilAsync("a", task => task.Times == 7)).Pid);
        Assert.Single(host.Log.Split('\n'), line => line.Contains("cannot be watched by inotify", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Polling_alone_sees_an_edit()
    {
        Sandbox.Write("bansuri.yaml", Before);
        var host = await Sandbox.HostAsync("bansuri.yaml", "--watch", "poll");
        var pid = await host.PidOfAsync("a");

        Sandbox.Write("bansuri.yaml", After);

        Assert.Equal(pid, (await host.UntilAsync("a", task => task.Times == 7)).Pid);
    }
}
