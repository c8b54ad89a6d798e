using System.Collections.Immutable;

namespace Bansuri.Abstractions.Readers;

/// <summary>A list in which neither order nor repetition means anything.</summary>
internal sealed class SetReader<T>(ValueReader<T> item, string allowed) : ListReader<T>(item, allowed)
    where T : IComparable<T>
{
    public override string Format(ImmutableArray<T> value) => base.Format([.. value.Distinct().Order()]);
}
