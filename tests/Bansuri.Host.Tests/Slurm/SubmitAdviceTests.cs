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
    public void A_host_that_knows_its_end_needs_no_signal() => Assert.Empty(SubmitAdvice.Of(Good with { Script = "#!/bin/bash\n" }));

    [Fact]
    public void An_output_file_that_no_requeue_can_truncate_need_not_be_appended_to() =>
        Assert.Empty(SubmitAdvice.Of(Good with { Appends = false, Requeue = false, WantsRequeue = false }));

    private static string Only(SubmittedAs submission) => Assert.Single(SubmitAdvice.Of(submission));
}
