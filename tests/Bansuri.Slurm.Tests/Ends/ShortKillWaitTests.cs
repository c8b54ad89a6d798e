namespace Bansuri.Slurm.Tests.Ends;

/// <summary>
/// A KillWait shorter than what the tasks may take. Alone: of 5 s the tasks have half, and a dozen hosts that start on two cores can keep
/// this one from the other half.
/// </summary>
[CollectionDefinition(nameof(ShortKillWaitTests), DisableParallelization = true)]
[Collection(nameof(ShortKillWaitTests))]
public sealed class ShortKillWaitTests(Clusters clusters) : ScancelTest(clusters)
{
    [Theory]
    [InlineData("cgroup")]
    [InlineData("linuxproc")]
    public async Task The_grace_period_is_capped_below_it(string proctrack)
    {
        var job = await ScancelledAsync(proctrack, killWait: 5);

        Assert.Contains("grace period capped at 2.5 s (KillWait 5 s)", job.Log, StringComparison.Ordinal);
        Assert.Matches(@"deaf: SIGTERM did not end it in [0-2](\.\d)? s, SIGKILL", job.Log);
    }
}
