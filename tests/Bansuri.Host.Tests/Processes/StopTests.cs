using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Processes;

/// <summary>Nothing escapes a stop: what tasks do to survive one, each done by a real child.</summary>
public sealed class StopTests(TestEngine engine) : IClassFixture<TestEngine>
{
    [Fact]
    public async Task A_task_that_ends_at_once_is_stopped_at_once()
    {
        var (group, _) = await engine.StartReadyAsync("echo ready; exec sleep 1000");
        var report = await group.StopAsync(TestEngine.Order(600), CancellationToken.None).InTime();
        Assert.False(report.Killed);
        Assert.Equal(15, (await group.Exited.InTime()).Signal);
    }

    [Fact]
    public async Task A_deaf_task_is_killed_when_the_grace_period_is_over()
    {
        var steps = new List<StopStep>();
        var (group, _) = await engine.StartReadyAsync("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        var report = await group.StopAsync(TestEngine.Order(0.5, steps), CancellationToken.None).InTime();
        Assert.True(report.Killed);
        Assert.Equal(9, (await group.Exited.InTime()).Signal);
        Assert.StartsWith($"SIGTERM to pid {group.Pid} (sh)", steps[0].ToString(), StringComparison.Ordinal);
        Assert.Matches($@"^SIGTERM did not end it in \d(\.\d)? s, SIGKILL to pid {group.Pid} \(sh\)", steps[1].ToString());
    }

    [Fact]
    public async Task The_order_to_kill_now_ends_the_grace_period()
    {
        var (group, _) = await engine.StartReadyAsync("trap '' TERM; echo ready; while :; do sleep 0.1; done");
        using var now = new CancellationTokenSource();
        var stop = group.StopAsync(TestEngine.Order(600), now.Token);
        await now.CancelAsync();
        Assert.True((await stop.InTime()).Killed);
    }

    [Fact]
    public async Task Two_stops_are_one_and_the_shorter_grace_period_wins()
    {
        var steps = new List<StopStep>();
        var (group, _) = await engine.StartReadyAsync("trap 'echo TERM' TERM; echo ready; while :; do sleep 0.1; done");
        var first = group.StopAsync(TestEngine.Order(600, steps), CancellationToken.None);
        var second = group.StopAsync(TestEngine.Order(0.3), CancellationToken.None);
        Assert.Same(await first.InTime(), await second.InTime());
        Assert.Equal([15, 9], steps.Select(step => step.Signal));
    }

    [Theory]
    [InlineData("a deaf sibling", "(trap '' TERM; while :; do sleep 0.1; done) & echo ready; wait")]
    [InlineData("an own session", "setsid sleep 1000 & echo ready; wait")]
    [InlineData("an own session, deaf", "setsid sh -c 'trap \"\" TERM; echo ready; while :; do sleep 0.1; done' & wait")]
    [InlineData("nohup", "nohup sleep 1000 >/dev/null 2>&1 & echo ready; wait")]
    [InlineData("a double fork", "(sleep 1000 & ) ; echo ready; wait; sleep 1000")]
    [InlineData("a double fork, own session", "(setsid sleep 1000 &) ; echo ready; sleep 1000")]
    [InlineData("a cleaned environment", "env -i setsid sleep 1000 & echo ready; wait")]
    [InlineData("all of it at once", "(setsid env -i sh -c 'sleep 1000 & sleep 1000' &) ; echo ready; sleep 1000")]
    [InlineData("a stopped process", "sleep 1000 & kill -STOP $!; echo ready; wait")]
    [InlineData("500 descendants", "i=0; while [ $i -lt 500 ]; do sleep 1000 & i=$((i+1)); done; echo ready; wait")]
    [InlineData("a leader that is gone, and a deaf sibling", "(trap '' TERM; while :; do sleep 0.1; done) & echo ready; exit 0")]
    [InlineData("a leader that is gone", "sleep 1000 & (setsid sleep 1000 &); echo ready; exit 3")]
    public async Task Nothing_is_left_of(string what, string script)
    {
        var (group, _) = await engine.StartReadyAsync(script);
        await group.StopAsync(TestEngine.Order(1), CancellationToken.None).InTime();
        Assert.True(group.Members().Count == 0, what);
        await group.Exited.InTime();
    }

    [Fact]
    public async Task A_process_that_leaves_no_trace_but_the_tag_is_found()
    {
        var (group, sink) = await engine.StartReadyAsync("(setsid env -i /bin/sh -c 'echo pid $$; exec sleep 1000' &) ; sleep 0.3; echo ready; exec sleep 1000");
        var daemon = int.Parse(sink.Text.Split('\n').First(line => line.StartsWith("pid", StringComparison.Ordinal))[4..]);
        Assert.Equal([group.Pid, daemon], group.Members().Select(member => member.Pid));
        await group.StopAsync(TestEngine.Order(30), CancellationToken.None).InTime();
        Assert.Null(ProcessIdentity.Of(daemon) is { IsAlive: true } alive ? alive : null);
    }

    [Fact]
    public async Task A_fork_storm_is_killed()
    {
        // Each deaf process forks its successor and ends, in sessions of their own: never the same number twice.
        var script = """
            exec python3 -S -E -c "
            import os, signal, sys, time
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            print('ready', flush=True)
            if os.fork() == 0:
                os.setsid()
                end = time.time() + 30
                while time.time() < end:
                    if os.fork(): os._exit(0)
                    time.sleep(0.002)
            time.sleep(30)
            "
            """;
        var (group, _) = await engine.StartReadyAsync(script);
        var report = await group.StopAsync(TestEngine.Order(0.3), CancellationToken.None).InTime();
        Assert.Empty(report.Survivors);
        Assert.Empty(group.Members());
    }

    [Fact]
    public async Task The_clean_up_of_a_handler_is_left_alone()
    {
        var (group, sink) = await engine.StartReadyAsync("trap 'sh -c \"sleep 0.5; echo cleaned\"; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
        var report = await group.StopAsync(TestEngine.Order(60), CancellationToken.None).InTime();
        await group.OutputEnded.InTime();
        Assert.False(report.Killed);
        Assert.Contains("cleaned", sink.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_set_is_stopped_without_a_signal()
    {
        var steps = new List<StopStep>();
        var group = engine.Start(engine.Command("/bin/true"));
        await group.Exited.InTime();
        Assert.False((await group.StopAsync(TestEngine.Order(60, steps), CancellationToken.None).InTime()).Killed);
        Assert.Empty(steps);
    }

    [Fact]
    public async Task A_thousand_tasks_are_stopped_together()
    {
        var groups = Enumerable.Range(0, 1000).Select(_ => engine.Start(engine.Command("/bin/sleep", "1000"))).ToList();
        await Task.WhenAll(groups.Select(group => group.StopAsync(TestEngine.Order(60), CancellationToken.None))).InTime();
        Assert.All(groups, group => Assert.Equal(15, group.Exited.Result.Signal));
    }

    [Fact]
    public async Task A_signal_reaches_every_member()
    {
        var (group, sink) = await engine.StartReadyAsync(
            "trap 'echo one' USR1; setsid sh -c 'trap \"echo two\" USR1; echo ready; while :; do sleep 0.05; done' & while :; do sleep 0.05; done");
        var report = group.Signal(10);
        Assert.Contains(report.Reached, member => member.Pid == group.Pid);
        Assert.Empty(report.Refused);
        // The sleeping children of the shells die of it; the shells say so.
        await Eventually.TrueAsync(() => sink.Text.Contains("one", StringComparison.Ordinal) && sink.Text.Contains("two", StringComparison.Ordinal), "both traps");
    }
}
