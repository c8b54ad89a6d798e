using Bansuri.Host.Slurm;

namespace Bansuri.Host.Tests.Slurm;

/// <summary>What a job is submitted with again, from what Slurm 22.05 shows of it.</summary>
public sealed class ResubmissionTests
{
    private const string Begin = "JobId=12 JobName=night run UserId=ada(1000) GroupId=ada(1000) MCS_label=N/A Account=(null) QOS=long JobState=RUNNING Requeue=0 "
        + "TimeLimit=1-00:20:00 TimeMin=N/A Partition=gpu ReqNodeList=(null) ExcNodeList=(null) NumNodes=1 NumCPUs=2 NumTasks=1 CPUs/Task=2 MinMemoryNode=150M "
        + "MinTmpDiskNode=0 Features=(null) OverSubscribe=OK Licenses=(null) ";

    private const string End = "Command=/home/ada/submit.sh -c a.yaml WorkDir=/home/ada Comment=two words  StdErr=/home/ada/out_12.log StdIn=/dev/null StdOut=/home/ada/out_12.log Power= ";

    private static readonly string[] Had =
    [
        "--job-name=night run", "--comment=two words", "--partition=gpu", "--qos=long", "--time=1-00:20:00", "--nodes=1", "--ntasks=1", "--cpus-per-task=2", "--mem=150M", "--no-requeue",
    ];

    [Fact]
    public void What_the_command_line_gave_is_given_again_and_the_log_goes_on_in_its_file() => Assert.Equal(
        ["--dependency=afterany:12", .. Had, "--output=/home/ada/out_12.log", "--open-mode=append", "/dev/stdin", "-c", "a.yaml"],
        Of(Begin + End, "#!/bin/bash\n"));

    [Theory]
    [InlineData("#SBATCH --output=out_%j.log")]
    [InlineData("#SBATCH -o out_%j.log")]
    [InlineData("#SBATCH --time=3 -o out_%j.log")]
    public void A_file_that_the_script_names_is_named_anew(string line) =>
        Assert.DoesNotContain(Of(Begin + End, $"#!/bin/bash\n{line}\n"), word => word.StartsWith("--output", StringComparison.Ordinal));

    [Theory]
    [InlineData("TresPerNode=gres:gpu:v100:2", "--gres=gpu:v100:2")]
    [InlineData("TresPerNode=gres/gpu:2", "--gres=gpu:2")]
    [InlineData("TresPerJob=gres:gpu:2", "--gpus=2")]
    [InlineData("TresPerTask=gres/gpu:v100:1", "--gpus-per-task=v100:1")]
    [InlineData("MinMemoryCPU=2G", "--mem-per-cpu=2G")]
    public void Memory_and_devices_have_the_option_that_asks_for_them(string field, string option) =>
        Assert.Contains(option, Of($"{Begin.Replace("MinMemoryNode=150M ", "", StringComparison.Ordinal)}{field} {End}", ""));

    [Fact]
    public void The_script_is_as_much_of_the_command_as_names_a_file() =>
        Assert.Equal(["/dev/stdin", "-c", "a.yaml"], Of(Begin + End.Replace("/home/ada/submit.sh", "/home/ada/my run/submit.sh", StringComparison.Ordinal), "", "/home/ada/my run/submit.sh")[^3..]);

    [Fact]
    public void Without_an_answer_there_are_the_lines_of_the_script() =>
        Assert.Equal(["--dependency=afterany:12", "/dev/stdin"], Resubmission.Arguments(Job(), null, "", _ => false));

    [Fact]
    public void An_element_of_an_array_is_one_again() =>
        Assert.Contains("--array=3", Resubmission.Arguments(Job(("SLURM_ARRAY_JOB_ID", "12"), ("SLURM_ARRAY_TASK_ID", "3")), JobRecord.Parse(Begin + End), "", _ => false));

    [Fact]
    public void The_components_of_a_heterogeneous_job_have_the_options_of_the_script() =>
        Assert.DoesNotContain("--partition=gpu", Resubmission.Arguments(Job(("SLURM_HET_SIZE", "2")), JobRecord.Parse(Begin + End), "", _ => false));

    private static string[] Of(string line, string script, string file = "") => [.. Resubmission.Arguments(Job(), JobRecord.Parse(line), script, path => path == file)];

    private static SlurmEnvironment Job(params (string Name, string Value)[] variables) => SlurmEnvironment.Read(
        name => name == "SLURM_JOB_ID" ? "12" : Array.Find(variables, variable => variable.Name == name).Value)!;
}
