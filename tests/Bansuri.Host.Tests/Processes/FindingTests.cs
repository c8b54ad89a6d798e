using System.Text;
using Bansuri.Host.Processes.Finding;

namespace Bansuri.Host.Tests.Processes;

/// <summary>Whose process is whose, over made-up tables.</summary>
public sealed class FindingTests
{
    private static readonly ProcessRow Main = Row(70);

    [Fact]
    public void A_name_may_contain_anything()
    {
        var row = ProcessRow.Parse(5, "5 (a) R (b c) S 1 2 3 0 -1 4194560 1 2 3 4 10 20 30 40 20 0 3 0 777 1000 99 18446744073709551615 1"u8);
        Assert.NotNull(row);
        Assert.Equal(("a) R (b c", 'S', 1, 2, 3), (row.Name, row.State, row.Parent, row.Group, row.Session));
        Assert.Equal((new(5, 777), 100, 99, 3), (row.Identity, row.CpuTicks, row.ResidentPages, row.Threads));
    }

    [Theory]
    [InlineData("5 (sleep")]
    [InlineData("")]
    [InlineData("5 (sleep)")]
    public void Half_a_line_is_no_process(string line) => Assert.Null(ProcessRow.Parse(5, Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData('Z', 1, true)]
    [InlineData('Z', 4, false)]
    [InlineData('T', 1, false)]
    [InlineData('D', 1, false)]
    public void A_zombie_has_ended_unless_other_threads_run_on(char state, int threads, bool ended) =>
        Assert.Equal(ended, (Main with { State = state, Threads = threads }).HasEnded);

    [Theory]
    [InlineData("A=1\0BANSURI_RUN_ID=r\0B=2\0", "r", null)]
    [InlineData("BANSURI_RUN_ID=r", "r", null)]
    [InlineData("X=BANSURI_RUN_ID=no\0SLURM_JOB_ID=5\0", null, "5")]
    [InlineData("", null, null)]
    public void Marks_stand_at_the_start_of_an_entry(string environment, string? run, string? job) =>
        Assert.Equal(new EnvironmentMarks(run, job), EnvironmentMarks.Parse(Encoding.UTF8.GetBytes(environment)));

    [Fact]
    public void Every_way_to_belong_counts_and_no_other()
    {
        ProcessRow[] rows =
        [
            Main,
            Row(71) with { Group = 70 },
            Row(72) with { Session = 70 },
            Row(73) with { Parent = 70 },
            Row(74) with { Parent = 73 },
            Row(75) with { Marks = new("run", null) },
            Row(76) with { Tag = RunTag.Of("run") },
            Row(77) with { Parent = 76 },
            Row(78),
            Row(79) with { Group = 70, State = 'Z' },
            Row(80),
            Row(81) with { Marks = new("other", null) },
            Row(82) with { Marks = new("run", "5") },
        ];
        var sighting = Find(new("run") { Main = Main.Identity, Known = [Row(78).Identity, new(80, 9)] }, rows);
        Assert.Equal([70, 71, 72, 73, 74, 75, 76, 77, 78], sighting.Living.Select(row => row.Pid));
        Assert.Equal([79], sighting.Dead.Select(row => row.Pid));
    }

    [Fact]
    public void Who_leads_to_a_run_says_so_by_itself()
    {
        var seeds = new RunSeeds("run") { Main = Main.Identity, Known = [Row(78).Identity] };
        ProcessRow[] traces =
        [
            Row(71) with { Group = 70 }, Row(72) with { Session = 70 }, Row(75) with { Marks = new("run", null) }, Row(76) with { Tag = RunTag.Of("run") },
            Row(78), Row(79) with { Group = 70, State = 'Z' },
        ];
        Assert.All(traces, row => Assert.True(seeds.IsTrace(row), $"{row.Pid}"));
        Assert.All([Row(80), Row(81) with { Marks = new("other", null) }, Row(73) with { Parent = 71 }], row => Assert.False(seeds.IsTrace(row), $"{row.Pid}"));
    }

    [Fact]
    public void Who_is_in_the_cgroup_belongs_though_begun_after_the_look()
    {
        var late = Row(90) with { Parent = 1 };
        Assert.Equal([90], Find(new("run") { InCgroup = [late] }).Living.Select(row => row.Pid));
        var foreign = Find(new("run") { InCgroup = [late with { Marks = new(null, "5") }] });
        Assert.Equal((true, true), (foreign.IsEmpty, foreign.HasForeigners));
    }

    [Theory]
    [InlineData(100, 103, "101 102 103")]
    [InlineData(100, 100, "")]
    [InlineData(997, 2, "998 999 1 2")]
    public void Numbers_are_given_out_in_circles(int before, int now, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', new PidCursor(now).Since(new(before), 1000)));

    [Fact]
    public void A_number_that_is_used_again_is_another_process() =>
        Assert.True(Find(new("run") { Main = Main.Identity with { StartTicks = 6 } }, [Main, Row(71) with { Group = 70, Session = 70 }]).IsEmpty);

    [Fact]
    public void After_the_reaping_only_those_who_were_in_the_session_by_then_count()
    {
        ProcessRow[] rows = [Row(71, 100) with { Session = 70 }, Row(72, 101) with { Session = 70 }];
        Assert.Equal([71], Find(new("run") { Main = Main.Identity, MainReapedAt = 100 }, rows).Living.Select(row => row.Pid));
    }

    [Fact]
    public void A_group_is_ours_only_when_nobody_else_is_in_it()
    {
        var seeds = new RunSeeds("run") { Main = Main.Identity };
        var ours = Row(71) with { Parent = 70, Group = 71 };
        Assert.Equal([70, 71], Find(seeds, [Main, ours]).OwnGroups().Select(group => group.Key).Order());
        Assert.Equal([70], Find(seeds, [Main, ours, Row(72) with { Group = 71 }]).OwnGroups().Select(group => group.Key));
    }

    [Fact]
    public void Fresh_dead_mean_that_somebody_lives_unseen()
    {
        var seeds = new RunSeeds("run") { Main = Main.Identity };
        var dead = Row(71) with { Session = 70, State = 'Z' };
        var first = Find(seeds, [dead]);
        Assert.False(Find(seeds, [dead]).HasFreshDead(first));
        Assert.True(Find(seeds, [dead, Row(72) with { Session = 70, State = 'Z' }]).HasFreshDead(first));
    }

    private static Sighting Find(RunSeeds seeds, params ProcessRow[] rows) =>
        new Membership(ProcessTable.Of(rows), new("7")).Find(seeds);

    private static ProcessRow Row(int pid, ulong start = 5) => new()
    {
        Identity = new(pid, start),
        Name = "sleep",
        State = 'S',
        Parent = 1,
        Group = pid,
        Session = pid,
        IsKernelThread = false,
        Threads = 1,
        CpuTicks = 0,
        ResidentPages = 0,
    };
}
