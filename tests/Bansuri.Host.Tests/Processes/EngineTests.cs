using System.Globalization;
using System.Text;
using Bansuri.Host.Processes;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Tests.Processes;

/// <summary>What the engine knows as a whole.</summary>
public sealed class EngineTests(TestEngine engine) : IClassFixture<TestEngine>
{
    [Fact]
    public async Task Leftovers_of_a_dead_host_are_found_and_stopped()
    {
        // Another engine stands for the next host: it knows the run by its number only, and none of the processes is its child.
        var (group, _) = await engine.StartReadyAsync("(setsid env -i sleep 1000 &); sleep 0.2; echo ready; exec sleep 1000");
        await using var next = new TestEngine();
        var reused = group.Identity with { StartTicks = group.Identity.StartTicks + 1 };
        var sets = next.Engine.FindLeftovers([new(group.RunId, group.Identity), new("no such run", null), new("another run", reused)]);
        var left = Assert.Single(sets);
        Assert.Equal(2, left.Members().Count);
        Assert.Empty((await left.StopAsync(TestEngine.Order(20), CancellationToken.None).InTime()).Survivors);
        Assert.Empty(next.Engine.FindLeftovers([new(group.RunId, group.Identity)]));
    }

    [Fact]
    public async Task Runs_of_a_dead_host_are_found_by_its_socket()
    {
        var told = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["BANSURI_SOCKET"] = $"{engine.Folder}/control.sock", ["BANSURI_TASK"] = "job" };
        var group = engine.Start(engine.Command("sleep", "1000") with { Environment = told });
        _ = engine.Start(engine.Command("sleep", "1000") with { Environment = new Dictionary<string, string>(told) { ["BANSURI_SOCKET"] = "/of/another/host" } });

        Assert.Equal([KeyValuePair.Create(group.RunId, "job")], engine.Engine.FindRuns($"{engine.Folder}/control.sock"));
        await group.StopAsync(TestEngine.Order(10), CancellationToken.None).InTime();
        Assert.Empty(engine.Engine.FindRuns($"{engine.Folder}/control.sock"));
    }

    [Fact]
    public async Task Usage_counts_the_whole_tree_of_each_run()
    {
        var (group, _) = await engine.StartReadyAsync("setsid python3 -S -E -c \"x = bytearray(100 << 20)\nprint('ready', flush=True)\nwhile True: pass\" & wait");
        await Eventually.TrueAsync(() => engine.Engine.Usage()[group.RunId].CpuSeconds > 0.1, "cpu time");
        var usage = engine.Engine.Usage()[group.RunId];
        Assert.Equal(2, usage.ProcessCount);
        Assert.InRange(usage.MemoryBytes, 100L << 20, 200L << 20);
        await group.StopAsync(TestEngine.Order(10), CancellationToken.None).InTime();
        Assert.DoesNotContain(group.RunId, engine.Engine.Usage().Keys);
    }

    [Fact]
    public async Task The_state_lists_every_child_and_descriptor()
    {
        var sink = new TestSink();
        var group = engine.Start(engine.Shell("echo ready; printf 'half '; sleep 1000", sink));
        await Eventually.TrueAsync(() => sink.Text == "ready\nhalf ", "a line and a half");
        var state = await engine.Engine.DescribeAsync().InTime();
        var child = Assert.Single(state.Children, child => child.Identity == group.Identity);
        Assert.Equal((group.RunId, false), (child.RunId, child.Exited));
        var pipe = Assert.Single(child.Pipes);
        Assert.Equal((11, "half "), (pipe.BytesRead, Encoding.UTF8.GetString([.. pipe.PartialLine])));
        Assert.All([.. state.Descriptors, child.ProcessDescriptor, child.Pipes[0].Descriptor], descriptor => Assert.True(descriptor > 2));
    }

    [Fact]
    public async Task A_signal_for_a_number_that_another_process_has_now_reaches_nobody()
    {
        var (group, _) = await engine.StartReadyAsync("echo ready; exec sleep 1000");
        var before = group.Identity with { StartTicks = group.Identity.StartTicks - 1 };
        Assert.Equal(Errno.NoSuchProcess, ProcessDescriptor.Signal(before, Signals.Kill));
        Assert.True(group.Identity.IsAlive);
        Assert.Equal(0, ProcessDescriptor.Signal(group.Identity, Signals.Kill));
        Assert.Equal(9, (await group.Exited.InTime()).Signal);
    }

    [Fact]
    public async Task A_sink_that_throws_harms_neither_the_task_nor_the_engine()
    {
        var faults = new List<Exception>();
        await using var faulty = new ProcessEngine(new() { Hygiene = new(null), OnFault = faults.Add });
        var group = faulty.Start(engine.Shell("seq 1 100000; exit 6") with { Stdout = new ThrowingSink() });
        Assert.Equal(6, (await group.Exited.InTime()).Code);
        await group.OutputEnded.InTime();
        Assert.Equal("full of faults", Assert.Single(faults).Message);
    }

    [Fact]
    public async Task Who_waits_for_an_end_goes_on_where_the_engine_is_told()
    {
        var taken = new TaskCompletionSource<Action>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = new ProcessEngine(new() { Hygiene = new(null), OnFault = fault => Assert.Fail(fault.Message), GoOn = taken.SetResult });
        var group = told.Start(engine.Command("/bin/true"));
        var goOn = await taken.Task.InTime();
        Assert.False(group.Exited.IsCompleted);
        goOn();
        Assert.Equal(0, (await group.Exited.InTime()).Code);
    }

    [Fact]
    public async Task A_process_of_another_Slurm_job_is_not_a_member()
    {
        var (group, sink) = await engine.StartReadyAsync("SLURM_JOB_ID=8 setsid sleep 1000 & echo other $!; SLURM_JOB_ID=7 sleep 1000 & echo ready; wait");
        var other = int.Parse(sink.Text.Split('\n').First(line => line.StartsWith("other", StringComparison.Ordinal))[6..], CultureInfo.InvariantCulture);
        try
        {
            await Eventually.TrueAsync(() => group.Members().Count(member => member.Name == "sleep") == 1, "one sleep of ours");
            await group.StopAsync(TestEngine.Order(10), CancellationToken.None).InTime();
            Assert.True(ProcessIdentity.Of(other)?.IsAlive);
        }
        finally
        {
            _ = Bansuri.Host.Processes.Kernel.Libc.Kill(other, Signals.Kill);
        }
    }

    private sealed class ThrowingSink : IPipeSink
    {
        public IPausedPipe? Pipe { get; set; }

        public bool Write(ReadOnlySpan<byte> bytes) => throw new InvalidOperationException("full of faults");

        public void End()
        {
        }
    }
}
