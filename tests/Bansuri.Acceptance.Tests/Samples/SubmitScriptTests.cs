using System.Globalization;

namespace Bansuri.Acceptance.Tests.Samples;

/// <summary>slurm/submit.sh as Slurm runs it: a copy elsewhere, with SLURM_SUBMIT_DIR.</summary>
public sealed class SubmitScriptTests : AcceptanceTest
{
    private static readonly string Script = Path.Combine(Repository.Root, "slurm/submit.sh");

    [Fact]
    public async Task The_host_takes_the_place_of_the_script_and_gets_its_options()
    {
        Sandbox.Script("stand-in", "echo \"$$\"\npwd\nprintf '[%s]' \"$@\"\n");
        Directory.CreateDirectory(Sandbox.In("spool"));
        File.Copy(Script, Sandbox.In("spool/slurm_script"));

        var start = Sandbox.Describe("/bin/bash", [Sandbox.In("spool/slurm_script"), "-c", "my config.yaml"], "/");
        start.Environment["SLURM_SUBMIT_DIR"] = Sandbox.Folder;
        start.Environment["BANSURI"] = "./stand-in";
        using var process = new ProgramProcess(start);

        var lines = (await process.EndAsync()).Expect(0).Output.Split('\n');
        Assert.Equal([process.Pid.ToString(CultureInfo.InvariantCulture), Sandbox.Folder, "[run][-c][my config.yaml]"], lines[..3]);
    }

    [Fact]
    public async Task Without_a_program_it_says_how_to_name_one()
    {
        var start = Sandbox.Describe("/bin/bash", [Script], "/");
        start.Environment["SLURM_SUBMIT_DIR"] = Sandbox.Folder;
        start.Environment["PATH"] = "/usr/bin:/bin";
        using var process = new ProgramProcess(start);

        Assert.Contains("BANSURI=", (await process.EndAsync()).Expect(2).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#SBATCH --output=master_%j.log")]
    [InlineData("#SBATCH --open-mode=append")]
    [InlineData("#SBATCH --requeue")]
    [InlineData("#SBATCH --signal=B:USR1@180")]
    public void It_asks_Slurm_for_what_the_host_needs(string line) => Assert.Contains(line, File.ReadLines(Script));
}
