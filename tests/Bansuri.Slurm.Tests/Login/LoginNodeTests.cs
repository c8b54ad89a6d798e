namespace Bansuri.Slurm.Tests.Login;

/// <summary>Commands from outside the job: the machine of the tests sees no socket of the nodes.</summary>
public sealed class LoginNodeTests(Clusters clusters) : SlurmTest(clusters)
{
    private const string Tasks = "tasks: { worker: { command: \"echo line; exec sleep 1000\", forever: true } }\n";

    [Fact]
    public async Task Every_client_command_works_by_the_job_by_the_configuration_and_by_the_folder()
    {
        var cluster = await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", Tasks);
        var job = await HostAsync();
        await job.LoggedAsync("OUT [worker] line");

        var status = (await BansuriAsync("status", "--job", job.Name)).Expect(0);
        Assert.Contains($"job {job.Id} on {cluster.Nodes[0][..^1]}", status.Output, StringComparison.Ordinal);
        Assert.Contains("tasks are stopped at ", status.Output, StringComparison.Ordinal);
        Assert.Contains("running", status.Output, StringComparison.Ordinal);
        Assert.Equal("line\n", (await BansuriAsync("logs", "worker", "-c", "bansuri.yaml")).Expect(0).Output);
        Assert.Contains("worker", (await BansuriAsync("status")).Expect(0).Output, StringComparison.Ordinal);
        (await BansuriAsync("stop", "worker", "--state-directory", ".bansuri")).Expect(0);
        (await BansuriAsync("status", "nobody", "--job", job.Name)).Expect(4);
        Assert.Contains($" {job.Id} ", (await BansuriAsync("ls")).Expect(0).Output, StringComparison.Ordinal);
        var inside = (await CommandAsync("srun", $"--jobid={job.Id}", "--overlap", Repository.Program, "ls")).Expect(0).Output;
        var rows = inside.Split('\n').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(await job.FieldAsync("BatchHost"), Assert.Single(rows, row => row.ElementAtOrDefault(1) == job.Name)[2]);
    }

    [Fact]
    public async Task Logs_can_be_followed_from_outside()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", "tasks: { worker: { command: \"while :; do echo tick; sleep 0.2; done\", forever: true } }\n");
        var job = await HostAsync();
        await job.LoggedAsync("OUT [worker] tick");

        using var follower = new ProgramProcess(Sandbox.Describe(Repository.Program, ["logs", "-f", "worker", "--job", job.Name]));
        await job.UntilAsync(() => Task.FromResult(follower.SoFar().Output.Split('\n').Length > 20), "lines that follow");

        await job.CancelAsync();
        await job.EndedAsync();
        await follower.EndAsync();
    }

    [Fact]
    public async Task A_suspended_job_is_said_to_be_suspended()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", Tasks);
        var job = await HostAsync();
        await job.LoggedAsync("OUT [worker] line");
        (await CommandAsync("scontrol", "suspend", job.Name)).Expect(0);

        var refused = await BansuriAsync("status", "--job", job.Name);

        (await CommandAsync("scontrol", "resume", job.Name)).Expect(0);
        Assert.Contains($"job {job.Id} is suspended", refused.Expect(3).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ended_job_is_said_to_have_ended_with_what_it_left()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", Tasks);
        var job = await HostAsync();
        await job.LoggedAsync("OUT [worker] line");
        await job.CancelAsync();
        await job.EndedAsync();

        var status = (await BansuriAsync("status", "-c", "bansuri.yaml")).Expect(3);

        Assert.Contains($"as job {job.Id}", status.Output, StringComparison.Ordinal);
        Assert.Contains("SIGTERM", status.Output, StringComparison.Ordinal);
        Assert.Contains("worker", status.Output, StringComparison.Ordinal);
        Assert.Contains($"job {job.Id} has ended (CANCELLED)", status.Error, StringComparison.Ordinal);
        Assert.Contains(Sandbox.In(".bansuri/logs"), status.Error, StringComparison.Ordinal);
        Assert.Empty((await BansuriAsync("status", "--json", "-c", "bansuri.yaml")).Expect(3).Output);
    }

    [Fact]
    public async Task Another_user_is_refused_with_the_reason()
    {
        await OnAsync(ClusterKind.Usual);
        Assert.SkipUnless((await CommandAsync("runuser", "-u", "nobody", "--", "test", "-x", Repository.Program)).ExitCode == 0, "needs the program where everybody can run it");
        Sandbox.Write("bansuri.yaml", Tasks);
        var job = await HostAsync();
        await job.ReadyAsync();

        // A folder of a test is its owner's alone; a program in it could not even be seen.
        var refused = await CommandAsync("runuser", "-u", "nobody", "--", "/bin/sh", "-c", "cd / && exec \"$0\" \"$@\"", Repository.Program, "status", "--job", job.Name);

        Assert.Contains($"job {job.Id} is root's: only its owner can reach its host", refused.Expect(3).Error, StringComparison.Ordinal);
    }
}
