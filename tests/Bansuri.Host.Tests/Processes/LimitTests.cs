using System.Runtime.Versioning;
using Bansuri.Host.Processes;
using Bansuri.Host.Processes.Spawning;

namespace Bansuri.Host.Tests.Processes;

/// <summary>Each limit by what the child sees of it.</summary>
[SupportedOSPlatform("linux")]
public sealed class LimitTests(TestEngine engine) : IClassFixture<TestEngine>
{
    [Fact]
    public async Task A_mask_applies_to_the_files_of_the_child() =>
        Assert.Equal("0027\n", await SeenAsync(new() { Umask = 0x17 }, "umask"));

    [Fact]
    public async Task A_priority_is_absolute_and_can_change_while_the_child_runs()
    {
        Assert.Equal("5\n", await SeenAsync(new() { Nice = 5 }, "nice"));
        var (group, _) = await engine.StartReadyAsync("sleep 1000 & echo ready; wait");
        Assert.Empty(group.SetPriority(7));
        Assert.All(group.Members(), member => Assert.Equal("7", File.ReadAllText($"/proc/{member.Pid}/stat").Split(' ')[18]));
    }

    [Fact]
    public async Task Processors_are_those_of_the_list() =>
        Assert.Equal("Cpus_allowed_list:\t0\n", await SeenAsync(new() { Cpus = "0" }, "grep Cpus_allowed_list /proc/self/status"));

    [Fact]
    public async Task Processors_can_change_while_it_runs_for_every_thread_of_every_process_and_back_to_the_hosts()
    {
        var sink = new TestSink();
        var group = engine.Start(engine.Command("python3", "-S", "-E", "-c", """
            import subprocess, threading, time
            child = subprocess.Popen(["sleep", "1000"], start_new_session=True)
            threading.Thread(target=time.sleep, args=[1000]).start()
            print("ready", flush=True)
            """) with { Stdout = sink });
        await Eventually.TrueAsync(() => sink.Text == "ready\n", "its threads");
        var own = AllowedCpus("self");

        Assert.Empty(group.SetCpus("0"));
        Assert.Equal(["0", "0", "0"], Seen());
        Assert.Empty(group.SetCpus(null));
        Assert.Equal([own, own, own], Seen());
        Assert.Equal(2, group.SetCpus("4000-4095").Count);
        Assert.Equal([own, own, own], Seen());

        string[] Seen() => [.. group.Members()
            .SelectMany(member => Directory.EnumerateDirectories($"/proc/{member.Pid}/task").Select(thread => AllowedCpus($"{member.Pid}/task/{Path.GetFileName(thread)}")))];
    }

    [Theory]
    [InlineData("0-3,8", "0 1 2 3 8")]
    [InlineData("0 - 1, 3", "0 1 3")]
    [InlineData("7", "7")]
    public void Lists_of_processors_may_have_blanks(string list, string cpus) => Assert.Equal(cpus, string.Join(' ', CpuList.Expand(list)));

    [Fact]
    public async Task Limits_bind_the_whole_tree()
    {
        var limits = new ProcessLimits { MemoryLimit = 512L << 20, OpenFiles = 77, CoreSize = 8192 };
        const string Script = "sh -c \"grep -E 'address space|open files|core file' /proc/self/limits\"";
        var seen = (await SeenAsync(limits, Script)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^3..]));
        Assert.Equal(["8192 8192 bytes", "77 77 files", "536870912 536870912 bytes"], seen);
    }

    [Fact]
    public async Task A_task_too_big_for_its_limit_fails_by_itself()
    {
        var start = engine.Command("python3", "-S", "-E", "-c", "x = bytearray(600 << 20)") with { Limits = new() { MemoryLimit = 512L << 20 } };
        var (exit, text) = await engine.RunAsync(start);
        Assert.Equal(1, exit.Code);
        Assert.Contains("MemoryError", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_user_has_its_own_groups_and_may_open_its_output()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may switch users");
        File.SetUnixFileMode(engine.Folder, (UnixFileMode)0b111_101_101);
        var seen = await SeenAsync(new() { User = "nobody" }, "id -u; id -g; id -G; echo opened > /dev/stdout");
        Assert.Equal("65534\n65534\n65534\nopened\n", seen);
        Assert.Equal("4321\n1\n", await SeenAsync(new() { User = "4321", Group = "daemon" }, "id -u; id -g"));
    }

    [Fact]
    public async Task All_limits_go_together()
    {
        var limits = new ProcessLimits { Umask = 0, Nice = 3, Cpus = "0", MemoryLimit = 1L << 30, OpenFiles = 100, CoreSize = 0 };
        Assert.Equal("0000 3 100 a b\n", await SeenAsync(limits, "echo $(umask) $(nice) $(ulimit -n) 'a b'"));
    }

    [Fact]
    public async Task The_soft_limit_of_descriptors_is_given_back()
    {
        await using var other = new ProcessEngine(new() { Hygiene = new(99), OnFault = fault => Assert.Fail(fault.Message) });
        var sink = new TestSink();
        // The child may look before the limit is set, so it looks until it is.
        var start = engine.Shell("while [ $(ulimit -n) != 99 ]; do sleep 0.01; done; echo $(ulimit -n)", sink);
        await other.Start(start).OutputEnded.InTime();
        Assert.Equal("99\n", sink.Text);
    }

    [Fact]
    public async Task Its_tree_may_have_fewer_processes_than_the_host_whose_threads_count_as_well()
    {
        var own = MostProcesses(File.ReadAllText("/proc/self/limits"));
        var seen = MostProcesses(await SeenAsync(new(), "cat /proc/self/limits"));
        Assert.Equal(own is { } limit ? limit - Math.Min(32, limit / 8) : null, seen);
        Assert.Equal(own, MostProcesses(File.ReadAllText("/proc/self/limits")));
    }

    private static ulong? MostProcesses(string limits)
    {
        var soft = limits.Split('\n').Single(line => line.StartsWith("Max processes", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];
        return soft == "unlimited" ? null : ulong.Parse(soft, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string AllowedCpus(string process) =>
        File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split('\t')[1];

    private async Task<string> SeenAsync(ProcessLimits limits, string script)
    {
        var (exit, text) = await engine.RunAsync(engine.Shell(script) with { Limits = limits });
        Assert.True(exit.Code == 0, text);
        return text;
    }
}
