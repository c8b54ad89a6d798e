using Bansuri.Abstractions.Keys;

namespace Bansuri.Abstractions.Tests.Keys;

public sealed class KeySetTests
{
    [Fact]
    public void Has_what_was_put_in_and_counts_what_stands_before()
    {
        int[] rows = [0, 5, 63, 64, 70, 127];
        var set = rows.Aggregate(default(KeySet), (all, row) => all.With(row));
        Assert.Equal(rows, Enumerable.Range(0, KeySet.Most).Where(set.Has));
        Assert.Equal(rows.Length, set.Count);
        Assert.All(Enumerable.Range(0, KeySet.Most), row => Assert.Equal(rows.Count(other => other < row), set.Before(row)));
        Assert.Equal(set, set.With(63));
    }
}
