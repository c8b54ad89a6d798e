using Bansuri.Host.Control;

namespace Bansuri.Host.Tests.Control;

public sealed class RehearsalTests
{
    [Fact]
    public async Task A_rehearsal_gets_an_answer() => Assert.Null(await Record.ExceptionAsync(() => Rehearsal.PlayAsync(TimeProvider.System)));

    [Fact]
    public async Task Rehearsals_at_one_instant_do_not_meet()
    {
        var failures = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Record.ExceptionAsync(() => Rehearsal.PlayAsync(TimeProvider.System)).AsTask()));
        Assert.All(failures, Assert.Null);
    }
}
