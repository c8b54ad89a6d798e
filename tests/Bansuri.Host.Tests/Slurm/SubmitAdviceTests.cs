using Bansuri.Host.Slurm;

namespace Bansuri.Host.Tests.Slurm;

public sealed class SubmitAdviceTests
{
    private static readonly SubmittedAs Good = new()
    {
        IsBatchProcess = true,
        Appends = true,
        IsEndKnown = true,
        Requeue = true,
        WantsRequeue = true,
        Script = "#!/bin/bash\n#SBATCH --signal=B:USR1@180\nexec bansuri run\n",
    };

    [Fact]
    public void A_good_script_gets_no_advice() => Assert.Empty(SubmitAdvice.Of(Good));

    [Fact]
    public void Each_mistake_is_one_sentence_with_the_line_to_write()
    {
        Assert.EndsWith("write 'exec bansuri run ...'", Only(Good with { IsBatchProcess = false }), StringComparison.Ordinal);
        Assert.EndsWith("write '#SBATCH --open-mode=append'", Only(Good with { Appends = false }), StringComparison.Ordinal);
        Assert.EndsWith("write '#SBATCH --requeue'", Only(Good with { Requeue = false }), StringComparison.Ordinal);
        Assert.Equal(
            "'#SBATCH --signal=USR1@60' signals the steps of the job and never the host: write '#SBATCH --signal=B:USR1@180'",
            Only(Good with { Script = "#!/bin/bash\n#SBATCH --signal=USR1@60\n" }));
        Assert.EndsWith("write '#SBATCH --signal=B:USR1@180'", Only(Good with { IsEndKnown = false, Script = "#!/bin/bash\n" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signal_that_is_due_from_the_start_on_is_told() => Assert.Equal(
        "'#SBATCH --signal=B:USR1@180' signals the host as soon as it starts, as its allocation has 2m 59s: write '#SBATCH --signal=B:USR1@89', or a longer '#SBATCH --time'",
        Only(Good with { Whole = TimeSpan.FromSeconds(179) }));

    [Theory]
    [InlineData("--signal=B:USR1@180", 180)]
    [InlineData("--mem=1G --signal RB:10@60", 60)]
    [InlineData("--signal=B:USR1", null)]
    [InlineData("--signal=USR1@180", null)]
    [InlineData("--mem=1G", null)]
    public void How_long_before_the_end_a_script_wants_its_signal_is_read(string options, int? seconds) => Assert.Equal(
        seconds is { } time ? TimeSpan.FromSeconds(time) : null,
        SubmitAdvice.WarningBefore($"#!/bin/bash\n#SBATCH {options}\nexec bansuri run\n"));

    [Fact]
    public void A_host_that_knows_its_end_needs_no_signal() => Assert.Empty(SubmitAdvice.Of(Good with { Script = "#!/bin/bash\n" }));

    [Fact]
    public void An_output_file_that_no_requeue_can_truncate_need_not_be_appended_to() =>
        Assert.Empty(SubmitAdvice.Of(Good with { Appends = false, Requeue = false, WantsRequeue = false }));

    private static string Only(SubmittedAs submission) => Assert.Single(SubmitAdvice.Of(submission));
}
