using Bansuri.Host.Slurm;

namespace Bansuri.Host.Tests.Slurm;

public sealed class SubmitScriptTests
{
    [Fact]
    public void It_is_the_script_that_the_host_needs() => Assert.Equal(
        """
        #!/usr/bin/env bash
        # Written by `bansuri submit`. Slurm keeps a copy of it, which a job that goes on is submitted with again.
        #SBATCH --job-name=bansuri
        #SBATCH --output=master_%j.log
        #SBATCH --open-mode=append
        #SBATCH --requeue
        #SBATCH --signal=B:USR1@180
        #SBATCH --partition=gpu
        set -euo pipefail
        export DOTNET_ROOT='/home/ada/my tools'

        # exec: Slurm's signals reach the batch process alone, and that has to be the host.
        exec /opt/bansuri run -c '/home/ada/it'\''s.yaml'

        """,
        SubmitScript.Write(new SubmitRequest
        {
            Command = ["/opt/bansuri", "run", "-c", "/home/ada/it's.yaml"],
            LongestGrace = TimeSpan.FromSeconds(120),
            Options = ["--partition=gpu"],
            Environment = [KeyValuePair.Create("DOTNET_ROOT", "/home/ada/my tools")],
        }));

    [Theory]
    [InlineData(0.5, 61)]
    [InlineData(30, 90)]
    [InlineData(1_000_000, 65535)]
    public void The_signal_comes_a_minute_before_the_longest_grace_period(double grace, int lead) => Assert.Contains(
        $"#SBATCH --signal=B:USR1@{lead}\n",
        SubmitScript.Write(new SubmitRequest { Command = ["bansuri"], LongestGrace = TimeSpan.FromSeconds(grace) }),
        StringComparison.Ordinal);

    [Fact]
    public void Each_element_of_an_array_has_its_own_state_directory() => Assert.EndsWith(
        "\nexec bansuri run --state-directory '/home/ada/my run/.bansuri'-\"$SLURM_ARRAY_TASK_ID\"\n",
        SubmitScript.Write(new SubmitRequest { Command = ["bansuri", "run"], LongestGrace = TimeSpan.Zero, ElementDirectory = "/home/ada/my run/.bansuri" }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("--array=1-2", true)]
    [InlineData("-a 1-2", true)]
    [InlineData("-A account", false)]
    public void An_array_is_known_by_its_option(string option, bool isArray) => Assert.Equal(isArray, SubmitScript.IsArray(["--time=3", option]));

    [Fact]
    public void Options_of_sbatch_are_a_line_each_with_their_values() => Assert.Equal(
        ["-C v100", "--mail-type=END", "--comment=\"two words\"", "--exclusive"],
        SubmitScript.Lines(["-C", "v100", "--mail-type=END", "--comment=two words", "--exclusive"]));
}
