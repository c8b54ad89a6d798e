using System.Globalization;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Processes;

/// <summary>Alone, for an engine that reaps orphans takes the children of every other engine of the process.</summary>
[CollectionDefinition(nameof(OrphanTests), DisableParallelization = true)]
[Collection(nameof(OrphanTests))]
public sealed class OrphanTests
{
    [Fact]
    public async Task A_kernel_without_pidfd_still_tells_of_every_end()
    {
        await using var folder = new TestEngine();
        await using var old = new ProcessEngine(new()
        {
            Hygiene = new(null),
            HasProcessDescriptors = false,
            OnFault = fault => Assert.Fail(fault.Message),
        });
        var groups = Enumerable.Range(0, 50).Select(number => old.Start(folder.Shell($"exit {number % 5}"))).ToList();
        var exits = await Task.WhenAll(groups.Select(group => group.Exited)).InTime();
        Assert.Equal(Enumerable.Range(0, 50).Select(number => (int?)(number % 5)), exits.Select(exit => exit.Code));
        var sleeper = old.Start(folder.Shell("sleep 1000 & wait"));
        Assert.False((await sleeper.StopAsync(TestEngine.Order(20), CancellationToken.None).InTime()).Killed);
    }

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
