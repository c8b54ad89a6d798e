namespace Bansuri.Slurm.Tests.Ends;

/// <summary>Beyond the wall: the job goes back into the queue, and what the next incarnation must know it knows.</summary>
public sealed class RequeueTests(Clusters clusters) : SlurmTest(clusters)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private const string Tasks = """
        tasks:
          once: { command: "echo ran >>once.txt" }
          worker: { command: "trap 'exit 0' TERM; echo up on $SLURMD_NODENAME; while :; do sleep 0.1; done", forever: true }
          stopped: { command: [sleep, "1000"], forever: true }
        """;

    [Theory]
    [InlineData("cgroup")]
    [InlineData("linuxproc")]
    public async Task Three_incarnations_on_different_nodes_are_one_life(string proctrack)
    {
        var cluster = await OnAsync(ClusterKind.Usual with { Proctrack = proctrack });
        Sandbox.Write("bansuri.yaml", "host: { grace-period: 5s, slurm: { requeue: true, requeue-max: 2 } }\n" + Tasks);
        var job = await HostAsync("--time=30", $"--nodelist={cluster.Nodes[0]}");
        await job.LoggedAsync($"OUT [worker] up on {cluster.Nodes[0]}");
        (await BansuriAsync("stop", "stopped", "--job", job.Name)).Expect(0);

        for (var incarnation = 1; incarnation <= 2; incarnation++)
        {
            await job.CancelAsync("-b", "-s", "USR1");
            await job.LoggedAsync($"requeued: the job goes on as job {job.Id} (requeue {incarnation} of 2)");
            await job.UntilAsync(async () => await job.StateAsync() == "PENDING", "the queue");
            (await CommandAsync("scontrol", "update", $"jobid={job.Id}", $"reqnodelist={cluster.Nodes[incarnation]}")).Expect(0);
            await job.LoggedAsync($"OUT [worker] up on {cluster.Nodes[incarnation]}", Long);
        }

        // Of three lives: the one-shot ran once, and the operator's stop stands.
        Assert.Equal(["ran"], Sandbox.Lines("once.txt"));
        Assert.Contains("once: succeeded before the job was requeued: not run again", job.Log, StringComparison.Ordinal);
        Assert.Single(job.Log.Split('\n'), line => line.Contains("stopped: started", StringComparison.Ordinal));

        await job.CancelAsync("-b", "-s", "USR1");
        await job.CompletedAsync(Long);
        Assert.Contains("not requeued: it was requeued 2 times already (host.slurm.requeue-max)", job.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_may_not_be_requeued_is_submitted_again()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", "host: { grace-period: 5s, slurm: { requeue: true } }\n" + Tasks);
        var job = await HostAsync("--time=30", "--no-requeue", "--mem=150M", "--cpus-per-task=2", "--comment=two words", "--job-name=night");
        await job.LoggedAsync("OUT [worker] up");
        await job.LoggedAsync("write '#SBATCH --requeue'");

        await job.CancelAsync("-b", "-s", "USR1");
        await job.LoggedAsync("submitted again");
        await job.EndedAsync(Long);
        var next = Take(job.Id + NumberAfter(job));
        await job.LoggedAsync($"Slurm job {next.Id} on", Long);

        Assert.Equal(["ran"], Sandbox.Lines("once.txt"));
        string[] fields = ["JobName", "TimeLimit", "MinMemoryNode", "NumCPUs", "StdOut", "Requeue"];
        Assert.Equal(
            ["night", "00:30:00", "150M", "2", Sandbox.In($"master_{job.Id}.log"), "0"],
            await Task.WhenAll(fields.Select(next.FieldAsync)));
    }

    [Fact]
    public async Task What_is_deferred_waits_in_the_queue_and_not_in_an_idle_allocation()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", """
            host: { exit-when-done: true, slurm: { requeue: true } }
            tasks: { short: { command: "echo ran >>once.txt" }, long: { command: "true", needs: 1h } }
            """);

        var job = await HostAsync("--time=10");

        // In the second life nothing fits from the beginning, and nothing would in a third.
        await job.CompletedAsync(Long);
        Assert.Contains("requeue 1 of 10", job.Log, StringComparison.Ordinal);
        Assert.Contains("not requeued: what is left needs more time than a whole allocation has", job.Log, StringComparison.Ordinal);
        Assert.Equal(["ran"], Sandbox.Lines("once.txt"));
    }

    [Fact]
    public async Task An_operators_cancel_is_the_end()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", "host: { grace-period: 5s, slurm: { requeue: true } }\n" + Tasks);
        var job = await HostAsync();
        await job.LoggedAsync("OUT [worker] up");

        (await BansuriAsync("cancel", job.Name)).Expect(0);

        await job.CompletedAsync();
        Assert.DoesNotContain("requeued:", job.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cgroup")]
    [InlineData("linuxproc")]
    public async Task So_is_one_that_comes_while_the_requeue_is_under_way(string proctrack)
    {
        await OnAsync(ClusterKind.Usual with { Proctrack = proctrack });
        Sandbox.Write("bansuri.yaml", "host: { grace-period: 5s, slurm: { requeue: true } }\n" + Tasks);
        // By the file: other clusters of these tests have jobs of this number on the same machine.
        Sandbox.Script("scontrol", $$"""
            trap '' TERM
            PATH=${PATH#*:}
            scontrol "$@"
            code=$?
            case $1 in requeue) '{{Repository.Program}}' cancel --no-wait -c '{{Sandbox.In("bansuri.yaml")}}'; esac
            exit $code
            """);
        var job = await SubmitAsync(UsualOptions, $"PATH={Sandbox.Folder}:$PATH exec bansuri run -c bansuri.yaml");
        await job.LoggedAsync("OUT [worker] up");

        await job.CancelAsync("-b", "-s", "USR1");

        Assert.Equal("CANCELLED", (await job.EndedAsync()).State);
        Assert.Contains($"requeued: the job goes on as job {job.Id} (requeue 1 of 10)", job.Log, StringComparison.Ordinal);
        Assert.Contains($"job {job.Id} is out of the queue: it does not go on", job.Log, StringComparison.Ordinal);
    }

    // The log says "goes on as job N".
    private static long NumberAfter(Job job)
    {
        var line = job.Log.Split('\n').Single(each => each.Contains("the job goes on as job", StringComparison.Ordinal));
        var words = line.Split(' ');
        return long.Parse(words[Array.LastIndexOf(words, "job") + 1], System.Globalization.CultureInfo.InvariantCulture) - job.Id;
    }
}
