namespace Bansuri.Slurm.Tests.Knowledge;

/// <summary>What the host finds out about the script that it was submitted with.</summary>
public sealed class SubmitScriptTests(Clusters clusters) : SlurmTest(clusters)
{
    private static readonly string[] Mistakes = ["hand its process over", "would truncate", "never the host"];

    [Fact]
    public async Task Each_mistake_is_one_warning_with_the_line_to_write()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", "tasks: { worker: { command: [sleep, \"1000\"], forever: true } }\n");

        var job = await SubmitAsync(["--time=10", "--output=master_%j.log"], "bansuri run -c bansuri.yaml; true", "#SBATCH --signal=USR1@60");
        await job.ReadyAsync();

        var warnings = job.Warnings;
        Assert.Equal(Mistakes.Length, warnings.Count);
        Assert.All(Mistakes, mistake => Assert.Single(warnings, line => line.Contains(mistake, StringComparison.Ordinal) && line.Contains("write '", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_Slurms_commands_it_knows_less_and_works()
    {
        await OnAsync(ClusterKind.Usual);
        Sandbox.Write("bansuri.yaml", "tasks: { worker: { command: \"trap 'echo saved; exit 0' TERM; echo up; while :; do /bin/sleep 0.1; done\", forever: true } }\n");

        var job = await SubmitAsync([.. UsualOptions, "--signal=B:USR1@60"], $"exec /usr/bin/env PATH=/nowhere '{Repository.Program}' run -c bansuri.yaml");
        await job.LoggedAsync("OUT [worker] up");
        await job.CancelAsync("-b", "-s", "USR1");

        await job.CompletedAsync();
        Assert.Contains("Slurm's commands say nothing here", job.Log, StringComparison.Ordinal);
        Assert.Contains("OUT [worker] saved", job.Log, StringComparison.Ordinal);
    }
}
