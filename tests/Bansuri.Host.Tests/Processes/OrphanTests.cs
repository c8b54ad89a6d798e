using System.Globalization;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Processes;

/// <summary>Alone, for an engine that reaps orphans takes the children of every other engine of the process.</summary>
[CollectionDefinition(nameof(OrphanTests), DisableParallelization = true)]
[Collection(nameof(OrphanTests))]
public sealed class OrphanTests
{
    [Fact]
    public async Task An_adopted_orphan_is_reaped_and_no_child_is_lost()
    {
        await using var engine = new TestEngine(true);
        var (_, text) = await engine.RunAsync(engine.Shell("(setsid sleep 0.3 & echo $!)"));
        var orphan = int.Parse(text, CultureInfo.InvariantCulture);
        var groups = Enumerable.Range(0, 300).Select(number => engine.Start(engine.Shell($"exit {number % 5}"))).ToList();
        var exits = await Task.WhenAll(groups.Select(group => group.Exited)).InTime();
        Assert.Equal(Enumerable.Range(0, 300).Select(number => (int?)(number % 5)), exits.Select(exit => exit.Code));
        await Eventually.TrueAsync(() => ProcessIdentity.Of(orphan) is null, "the orphan's end");
        Assert.InRange((await engine.Engine.DescribeAsync().InTime()).Reaped, 1, int.MaxValue);
    }
}
