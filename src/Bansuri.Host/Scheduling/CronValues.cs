using System.Collections.Immutable;

namespace Bansuri.Host.Scheduling;

/// <summary>What one field selects.</summary>
/// <param name="Numbers">Plain values.</param>
/// <param name="Days">Days that only a calendar can tell, such as <c>L</c>, <c>15W</c> or <c>1#2</c>, in Cronos' spelling.</param>
/// <param name="Star">The field begins with <c>*</c> or <c>?</c>: crontab(5) calls it unrestricted then, <c>*/2</c> too.</param>
internal sealed record CronValues(ImmutableSortedSet<int> Numbers, ImmutableSortedSet<string> Days, bool Star)
{
    public static CronValues Empty { get; } = new([], ImmutableSortedSet.Create<string>(StringComparer.Ordinal), false);

    public CronValues With(IEnumerable<int> numbers) => this with { Numbers = Numbers.Union(numbers) };

    public CronValues With(string day) => this with { Days = Days.Add(day) };

    /// <summary>The plain values as a list.</summary>
    public string List => string.Join(',', Numbers);

    /// <summary>
    /// The alternatives whose union the field is, each in a spelling that Cronos reads: it takes a calendar day only on its own.
    /// </summary>
    public IEnumerable<string> Spellings() => Numbers.IsEmpty ? Days : Days.Prepend(List);
}
