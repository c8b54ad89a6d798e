using Bansuri.Host.Processes;
using Bansuri.Host.Processes.Finding;

namespace Bansuri.Host.Tests.Processes;

/// <summary>The quick look against the whole one: it must never call a run gone of which somebody is left.</summary>
public sealed class QuickLookTests(TestEngine engine) : IClassFixture<TestEngine>
{
    [Fact]
    public async Task It_meets_everybody_who_lives_and_who_has_come_since()
    {
        var look = new QuickLook();
        for (var round = 0; round < 5; round++)
        {
            var (group, _) = await engine.StartReadyAsync("(setsid env -i sleep 1000 &); sleep 0.1; echo ready; exec sleep 1000");
            var seeds = new RunSeeds(group.RunId) { Main = group.Identity };
            var members = group.Members();
            Assert.Equal(2, members.Count);
            Assert.All(members, member => Assert.False(look.Misses(row => seeds.IsTrace(row) && row.Identity == member.Identity)));
            await group.StopAsync(TestEngine.Order(10), CancellationToken.None).InTime();
            // Its orphans may be zombies still: the test's engine reaps none.
            Assert.True(look.Misses(row => seeds.IsTrace(row) && ProcessIdentity.Of(row.Pid) is { IsAlive: true }));
        }
    }

    [Fact]
    public async Task It_misses_a_run_of_which_nobody_is_left_and_no_other()
    {
        var look = new QuickLook();
        for (var round = 0; round < 30; round++)
        {
            var group = engine.Start(engine.Shell(round % 2 == 0 ? "exit 3" : "(setsid sleep 0.5 &); exit 3"));
            await group.Exited.InTime();
            var seeds = new RunSeeds(group.RunId) { Main = group.Identity };
            Assert.Equal(round % 2 == 0, look.Misses(seeds.IsTrace));
        }
    }

    [Fact]
    public async Task A_number_that_is_used_again_is_read_again()
    {
        // Only root may say which number is next, and only where the kernel can restore processes.
        const string Next = "/proc/sys/kernel/ns_last_pid";
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists(Next), $"needs root and {Next}");
        var look = new QuickLook();
        for (var tries = 0; tries < 50; tries++)
        {
            var (first, _) = await engine.StartReadyAsync("echo ready; exec sleep 1000");
            await engine.RunAsync(engine.Command("/bin/true"));
            var before = PidCursor.Read().Last;
            Assert.False(look.Misses(row => row.Identity == first.Identity));
            await first.StopAsync(TestEngine.Order(10), CancellationToken.None).InTime();
            await File.WriteAllTextAsync(Next, $"{first.Pid - 1}", TestContext.Current.CancellationToken);
            var (second, _) = await engine.StartReadyAsync("echo ready; exec sleep 1000");
            var isMissed = look.Misses(row => row.Identity == second.Identity && row.Marks.RunId == second.RunId);
            // The kernel was set back, which stands for a circle as long as nobody's forks have come up to where it was.
            if (second.Pid != first.Pid || before <= first.Pid || PidCursor.Read().Last >= before)
                continue;
            Assert.False(isMissed);
            return;
        }

        Assert.Skip("somebody else always got the number");
    }
}
