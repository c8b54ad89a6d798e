using Bansuri.Host.Processes;
using Bansuri.Host.Processes.Finding;

namespace Bansuri.Host.Tests.Processes;

/// <summary>A cgroup for each run, where this user may make one.</summary>
public sealed class CgroupTests(TestEngine folder) : IClassFixture<TestEngine>
{
    [Theory]
    [InlineData("0::/\n", "35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", "/sys/fs/cgroup")]
    [InlineData("4:memory:/x\n0::/user.slice/me\n", "1 2 0:1 / /proc rw - proc proc rw\n35 24 0:30 / /sys/fs/cgroup/unified rw,nosuid shared:9 - cgroup2 none rw\n", "/sys/fs/cgroup/unified/user.slice/me")]
    [InlineData("0::/a/b\n", "35 24 0:30 /a /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", "/sys/fs/cgroup/b")]
    [InlineData("0::/ab\n", "35 24 0:30 /a /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", null)]
    [InlineData("0::/../x\n", "35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", null)]
    [InlineData("4:memory:/x\n", "35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", null)]
    [InlineData("0::/\n", "35 24 0:30 / /sys/fs/cgroup rw - cgroup cgroup rw\n", null)]
    public void The_own_cgroup_is_where_it_is_mounted(string cgroups, string mounts, string? path) => Assert.Equal(path, CgroupFolder.Own(cgroups, mounts));

    [Fact]
    public async Task A_process_that_has_lost_every_other_mark_is_found_in_it_and_killed()
    {
        var group = await StartAsync("echo ready; exec sleep 1000");
        var members = await CgroupAsync(group);

        // By the kernel's own means into the cgroup, and by none of the run's marks: a process of somebody else, put there.
        var (stranger, _) = await folder.StartReadyAsync("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        await File.WriteAllTextAsync(Path.Combine(members.Path, "cgroup.procs"), $"{stranger.Pid}", TestContext.Current.CancellationToken);
        Assert.Contains(group.Members(), member => member.Pid == stranger.Pid);

        var report = await group.StopAsync(TestEngine.Order(0.5), CancellationToken.None).InTime();
        Assert.True(report.Killed);
        Assert.Equal(9, (await stranger.Exited.InTime()).Signal);
        await Eventually.TrueAsync(() => !Directory.Exists(members.Path), "the end of the cgroup");
    }

    [Fact]
    public async Task Nothing_is_left_of_a_fork_storm_nor_of_its_cgroup()
    {
        var group = await StartAsync("echo ready; trap '' TERM; sleep 1; while :; do (sleep 0.01 &) ; done");
        var members = await CgroupAsync(group);
        await Eventually.TrueAsync(() => File.ReadAllLines(Path.Combine(members.Path, "cgroup.procs")).Length > 2, "the storm");
        Assert.Empty((await group.StopAsync(TestEngine.Order(0.3), CancellationToken.None).InTime()).Survivors);
        Assert.Empty(group.Members());
        await Eventually.TrueAsync(() => Folder.Find(group.RunId) is null, "the end of the cgroup");
    }

    [Fact]
    public async Task A_run_that_ends_by_itself_takes_its_cgroup_along()
    {
        var group = await StartAsync("echo ready; while [ ! -e end ]; do sleep 0.1; done; exit 3");
        await CgroupAsync(group);
        await File.WriteAllTextAsync(Path.Combine(folder.Folder, "end"), "", TestContext.Current.CancellationToken);
        await group.Exited.InTime();
        await group.StopAsync(TestEngine.Order(10), CancellationToken.None).InTime();
        await Eventually.TrueAsync(() => Folder.Find(group.RunId) is null, "the end of the cgroup");
    }

    [Fact]
    public async Task The_next_host_finds_in_it_what_a_dead_one_left()
    {
        var group = await StartAsync("sleep 1; (setsid env -i sleep 1000 &); echo ready; exec sleep 1000");
        await using var next = new ProcessEngine(new() { Hygiene = new(null), OnFault = fault => Assert.Fail(fault.Message), Cgroups = Folder });
        var left = Assert.Single(next.FindLeftovers([new(group.RunId, null)]));
        Assert.Equal(2, left.Members().Count);
        await left.StopAsync(TestEngine.Order(10), CancellationToken.None).InTime();
        await Eventually.TrueAsync(() => Folder.Find(group.RunId) is null, "the end of the cgroup");
    }

    [Fact]
    public async Task A_run_that_is_over_before_its_turn_leaves_none()
    {
        var cgroup = Folder.For("over");
        Assert.True(cgroup.IsEmpty());

        cgroup.Take(ProcessIdentity.Of(Environment.ProcessId) ?? throw new InvalidOperationException("no process of its own"));

        Assert.Null(Folder.Find("over"));
    }

    private static CgroupFolder Folder
    {
        get
        {
            var folder = CgroupFolder.Find();
            Assert.SkipUnless(folder is not null, "this user cannot make a cgroup here");
            return folder!; // skipped otherwise
        }
    }

    private static async Task<RunCgroup> CgroupAsync(IProcessGroup group)
    {
        RunCgroup? members = null;
        await Eventually.TrueAsync(() => (members = Folder.Find(group.RunId)) is not null && File.ReadAllText(Path.Combine(members.Path, "cgroup.procs")).Length > 0, "the move");
        return members!; // the condition held
    }

    private async Task<IProcessGroup> StartAsync(string script)
    {
        var engine = new ProcessEngine(new() { Hygiene = Hygiene.Applied, OnFault = fault => Assert.Fail(fault.Message), Cgroups = Folder });
        var sink = new TestSink();
        var group = folder.Track(engine.Start(folder.Shell(script, sink)));
        await Eventually.TrueAsync(() => sink.Text.Contains("ready", StringComparison.Ordinal), "ready");
        return group;
    }
}
