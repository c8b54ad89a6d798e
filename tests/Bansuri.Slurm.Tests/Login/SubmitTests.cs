using System.Globalization;

namespace Bansuri.Slurm.Tests.Login;

/// <summary>The host as a job, by the two ways to submit one.</summary>
public sealed class SubmitTests(Clusters clusters) : SlurmTest(clusters)
{
    [Fact]
    public async Task A_day_from_submit_to_scancel()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("scripts_config.json", """["sh -c 'echo one; exec sleep 1000'"]""");

        Sandbox.Variables["BANSURI"] = Repository.Program;
        var answer = (await CommandAsync("sbatch", "--parsable", "--time=10", Path.Combine(Repository.Root, "slurm/submit.sh"), "-c", "scripts_config.json")).Expect(0);
        var job = Take(long.Parse(answer.Output.Trim(), CultureInfo.InvariantCulture));
        await job.LoggedAsync("OUT [Script1] one");
        Sandbox.Write("scripts_config.json", """["sh -c 'echo one; exec sleep 1000'", "sh -c 'echo two; exec sleep 1000'"]""");
        await job.LoggedAsync("OUT [Script2] two");
        Sandbox.Write("scripts_config.json", """["sh -c 'echo two; exec sleep 1000'"]""");
        await job.LoggedAsync("Script1: stopped: removed");
        Assert.Empty(job.Warnings);
        await job.CancelAsync();

        Assert.Equal(("CANCELLED", "0:0"), await job.EndedAsync());
        Assert.Single(job.Log.Split('\n'), line => line.EndsWith("OUT [Script2] two", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bansuri_submit_does_the_same_in_one_line()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", "host: { grace-period: 30s }\ntasks: { worker: { command: \"echo up; exec sleep 1000\", forever: true } }\n");

        var shown = (await BansuriAsync("submit", "--print", "--time", "10", "--", "--comment=two words")).Expect(0).Output;
        Assert.Contains("#SBATCH --signal=B:USR1@90\n", shown, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --time=10\n#SBATCH --comment=\"two words\"\n", shown, StringComparison.Ordinal);

        var answer = (await BansuriAsync("submit", "--time", "10", "--", "--comment=two words")).Expect(0).Output;
        var job = Take(long.Parse(answer.Split(['\n', ' '])[2], CultureInfo.InvariantCulture));
        await job.LoggedAsync("OUT [worker] up");

        Assert.Empty(job.Warnings);
        Assert.Equal(("bansuri", "two words"), (await job.FieldAsync("JobName"), (await CommandAsync("squeue", "-h", "-j", job.Name, "-o", "%k")).Output.Trim()));
    }

    [Fact]
    public async Task A_broken_configuration_is_not_submitted()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", "tasks: { worker: { comand: x } }\n");

        Assert.Contains("rename it to 'command'", (await BansuriAsync("submit")).Expect(2).Error, StringComparison.Ordinal);
    }
}
