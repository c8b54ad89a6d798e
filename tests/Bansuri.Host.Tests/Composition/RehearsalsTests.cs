using Bansuri.Host.Composition;

namespace Bansuri.Host.Tests.Composition;

public sealed class RehearsalsTests
{
    [Fact]
    public async Task Every_part_goes_well() => Assert.Equal(Rehearsals.Count, await Rehearsals.PlayAsync(TimeProvider.System));
}
