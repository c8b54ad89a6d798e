namespace Bansuri.Slurm.Tests.Login;

/// <summary>Jobs that are several under one number. Slurm's commands take that for all of them, and one of them has it as its own.</summary>
public sealed class SeveralInOneTests(Clusters clusters) : SlurmTest(clusters)
{
    private const string Tasks = "host: { grace-period: 5s }\ntasks: { worker: { command: \"echo up $SLURM_ARRAY_TASK_ID; exec sleep 1000\", forever: true } }\n";

    [Fact]
    public async Task Each_element_of_an_array_is_a_host_of_its_own()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", Tasks);
        var answer = (await BansuriAsync("submit", "--time", "10", "--mem", "100M", "--", "--array=1-2", "--output=%A_%a.log")).Expect(0).Output;
        var last = Take(long.Parse(answer.Split(['\n', ' '])[2], System.Globalization.CultureInfo.InvariantCulture));
        await last.UntilAsync(() => Task.FromResult(Log(1).Contains("OUT [worker] up 1", StringComparison.Ordinal) && Log(2).Contains("OUT [worker] up 2", StringComparison.Ordinal)), "both hosts");

        // The last element has the number of the array.
        Assert.Contains("running", (await BansuriAsync("status", "--job", last.Name)).Expect(0).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await BansuriAsync("ls")).Expect(0).Output.Split('\n').Count(line => line.Contains(Sandbox.In(".bansuri-"), StringComparison.Ordinal)));
        (await BansuriAsync("cancel", last.Name)).Expect(0);

        Assert.Contains("running", (await BansuriAsync("status", "--state-directory", ".bansuri-1")).Expect(0).Output, StringComparison.Ordinal);
        (await BansuriAsync("cancel", "--state-directory", ".bansuri-1")).Expect(0);

        string Log(int element) => Read($"{last.Id}_{element}.log");
    }

    [Fact]
    public async Task The_host_of_a_heterogeneous_job_is_reached_in_its_first_component()
    {
        var cluster = await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", Tasks);
        var job = await SubmitAsync(UsualOptions, "exec bansuri run -c bansuri.yaml", "#SBATCH --mem=50M\n#SBATCH hetjob\n#SBATCH --mem=60M");
        await job.LoggedAsync("OUT [worker] up");

        Assert.Contains($"job {job.Id} on {cluster.Nodes[0][..^1]}", (await BansuriAsync("status", "--job", job.Name)).Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_with_several_nodes_says_that_it_uses_the_first()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", Tasks);

        var job = await HostAsync("--nodes=2", "--mem=50M");

        await job.LoggedAsync(", the first of 2 nodes: tasks run on this one: ends at");
    }
}
