namespace Bansuri.Acceptance.Tests.Output;

/// <summary>Disks that are full or hang: their own tasks wait or lose, and nobody else notices.</summary>
public sealed class DiskTests : AcceptanceTest
{
    [Fact]
    public async Task A_disk_that_hangs_holds_up_its_own_tasks_alone()
    {
        await using var disk = await Disk.ThatMayHangAsync(Sandbox, "slow");
        Sandbox.Write("bansuri.yaml", $$"""
            tasks:
              quick: { command: 'while :; do date +%s%N; sleep 0.1; done', forever: true }
            {{string.Join('\n', Enumerable.Range(0, 20).Select(i => $"  slow{i}: {{ command: 'while :; do seq 1000; sleep 0.1; done', stdout: slow/out{i}, forever: true }}"))}}

            """);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await Wait.UntilAsync(() => File.Exists(Sandbox.In("slow/out19")), () => host.Log);
        await disk.HangAsync();

        // Everything else goes on: output, orders, an edit.
        var lines = Sandbox.Lines(".bansuri/logs/quick.log").Length;
        await Wait.UntilAsync(() => Sandbox.Lines(".bansuri/logs/quick.log").Length > lines + 10, () => host.Log);
        (await host.CommandAsync("restart", "quick")).Expect(0);
        Sandbox.Write("bansuri.yaml", Sandbox.Read("bansuri.yaml") + "  added: { command: echo added }\n");
        await host.UntilLoggedAsync("OUT [added] added");

        await disk.AnswerAsync();
        var size = Size("slow/out0");
        await Wait.UntilAsync(() => Size("slow/out0") != size, () => host.Log);
    }

    [Fact]
    public async Task A_full_disk_is_told_once_blocks_its_task_and_heals_without_a_lost_byte()
    {
        await using var disk = await Disk.SmallAsync(Sandbox, "small", "2m");
        File.WriteAllText(Sandbox.In("small/ballast"), new string('x', 1_200_000));
        Sandbox.Write("bansuri.yaml", """
            tasks:
              flood: { command: 'seq 200000; touch said', stdout: small/out }
              other: { command: 'while :; do date +%s%N; sleep 0.1; done', forever: true }
            """);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("No space left on device");
        var lines = Sandbox.Lines(".bansuri/logs/other.log").Length;
        await Wait.UntilAsync(() => Sandbox.Lines(".bansuri/logs/other.log").Length > lines + 5, () => host.Log);
        Assert.False(File.Exists(Sandbox.In("said")));

        File.Delete(Sandbox.In("small/ballast"));

        await host.UntilStateAsync("flood", "succeeded");
        await Wait.UntilAsync(() => Sandbox.Read("small/out").EndsWith("\n200000\n", StringComparison.Ordinal), () => host.Log);
        Assert.Equal(string.Concat(Enumerable.Range(1, 200_000).Select(i => $"{i}\n")), Sandbox.Read("small/out"));
        Assert.Equal(1, host.Log.Split('\n').Count(line => line.Contains("No space left on device", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task With_drop_a_full_disk_costs_the_task_no_time()
    {
        await using var disk = await Disk.SmallAsync(Sandbox, "small", "128k");
        Sandbox.Write("bansuri.yaml", "tasks: { flood: { command: 'seq 200000', stdout: small/out, when-full: drop } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilStateAsync("flood", "succeeded");
        await host.UntilLoggedAsync("No space left on device");
    }

    [Fact]
    public async Task With_drop_a_line_that_a_full_disk_has_cut_is_ended_before_the_next()
    {
        await using var disk = await Disk.SmallAsync(Sandbox, "small", "128k");
        File.WriteAllText(Sandbox.In("small/ballast"), new string('x', 64_000));
        Sandbox.Write("bansuri.yaml", """
            tasks:
              flood:
                command: |
                  head -c 300000 /dev/zero | tr '\0' x; echo
                  i=0; while :; do i=$((i+1)); echo "line $i"; sleep 0.1; done
                stdout: small/out
                when-full: drop
                forever: true
            """);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("No space left on device");

        File.Delete(Sandbox.In("small/ballast"));

        await host.UntilLoggedAsync("can be written again");
        await Wait.UntilAsync(() => Sandbox.Lines("small/out").Length > 3, () => host.Log);
        var lines = Sandbox.Lines("small/out");
        Assert.Equal(new string('x', lines[0].Length), lines[0]);
        Assert.All(lines.Skip(1).SkipLast(1), line => Assert.Matches("^line [0-9]+$", line));
    }

    private long Size(string file) => new FileInfo(Sandbox.In(file)).Length;
}
