using System.Globalization;
using System.Text.RegularExpressions;

namespace Bansuri.Acceptance.Tests.Processes;

/// <summary>A process that waits in the kernel, deaf to SIGKILL, for a disk that does not answer.</summary>
public sealed partial class SurvivorTests : AcceptanceTest
{
    [Fact]
    public async Task What_survives_SIGKILL_is_reported_by_pid_and_holds_nobody_up()
    {
        await using var disk = await Disk.ThatMayHangAsync(Sandbox, "slow");
        Sandbox.Write("bansuri.yaml", """
            defaults: { forever: true, grace-period: 300ms }
            tasks:
              stuck: { command: "echo up; until [ -e hangs ]; do sleep 0.05; done; echo writes; exec dd if=/dev/zero of=slow/file" }
              other: { command: "echo up; exec sleep 1000" }
            """);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [stuck] up");
        await host.UntilLoggedAsync("OUT [other] up");
        var pid = (await host.TaskAsync("stuck")).Pid!.Value; // it runs
        await disk.HangAsync();
        Sandbox.Write("hangs", "");
        await Wait.UntilAsync(() => IsDeaf(pid), () => host.Log);

        (await host.CommandAsync("stop", "stuck")).Expect(0);

        Assert.Contains($"stuck: 1 processes survived SIGKILL (pid {pid} (dd))", host.Log, StringComparison.Ordinal);
        var kills = Kill().Matches(host.Log).Select(match => TimeSpan.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.True(kills.Count > 5, host.Log);
        Assert.All(kills.Zip(kills.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 0.9, 5));

        (await host.ShutDownAsync()).Expect(0);
        Assert.Contains("other: stopped", host.Log, StringComparison.Ordinal);
    }

    private static bool IsDeaf(int pid) => ProcFs.Status(pid, "State")?.StartsWith('D') == true;

    [GeneratedRegex(@"T(\S+)[+-]\d\d:\d\d \S+ \[bansuri\] stuck: .*SIGKILL to pid")]
    private static partial Regex Kill();
}
