using System.Collections.Immutable;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Binding;

/// <summary>An entry without its form: flat, grouped, by an alias or by an older spelling, the same keys are the same here.</summary>
/// <param name="Name">The task's name for messages; null while it has none.</param>
/// <param name="Span">Where the entry stands.</param>
/// <param name="Keys">What was written, each row at most once.</param>
internal sealed record WrittenEntry(string? Name, SourceSpan Span, ImmutableArray<WrittenKey> Keys)
{
    /// <summary>The keys that were most likely meant by those that do not exist: misspelt, and so not missing as well.</summary>
    public ImmutableHashSet<Key> Misspelt { get; init; } = [];

    /// <summary>Whether the key was written, be it badly.</summary>
    public bool Mentions(Key key) => Misspelt.Contains(key) || Find(key) is not null;

    /// <summary>What was written for a key, or null.</summary>
    public WrittenKey? Find(Key key)
    {
        foreach (var written in Keys)
        {
            if (written.Key == key)
            {
                return written;
            }
        }

        return null;
    }

    // One of these replaces the others: a task that says `timer` does not want the cron expression of the defaults too.
    private static readonly ImmutableArray<Key> Exclusive = [SchedulingKeys.ScheduleCron, SchedulingKeys.Timer, SchedulingKeys.Forever];

    // A probe of the entry replaces that of the defaults: half of one and half of the other is neither.
    private static readonly ImmutableArray<Key> Deep = [ResourcesKeys.Environment, IdentificationKeys.With];

    /// <summary>This entry with the keys of <paramref name="defaults"/> that it does not set; <c>environment</c> and <c>with</c> are merged, the entry's values win.</summary>
    public WrittenEntry Over(WrittenEntry? defaults)
    {
        if (defaults is null || defaults.Keys.IsEmpty)
        {
            return this;
        }

        var own = Keys.ToDictionary(written => written.Key);
        var hasSchedule = Exclusive.Any(own.ContainsKey);
        var inherited = defaults.Keys.Where(each => !own.ContainsKey(each.Key) && !(hasSchedule && Exclusive.Contains(each.Key)));
        return this with { Keys = [.. Keys.Select(written => Merged(written, defaults)), .. inherited] };
    }

    private static WrittenKey Merged(WrittenKey written, WrittenEntry defaults) =>
        Deep.Contains(written.Key) && written.Value is MappingNode above && defaults.Keys.FirstOrDefault(each => each.Key == written.Key).Value is MappingNode below
            ? written with { Value = Merge(above, below) }
            : written;

    private static MappingNode Merge(MappingNode above, MappingNode below)
    {
        var entries = above.Entries.Select(entry => entry.Value is MappingNode inner && below.Find(entry.Key.Text) is MappingNode under
            ? entry with { Value = Merge(inner, under) }
            : entry);
        return above with { Entries = [.. entries, .. below.Entries.Where(entry => above.Find(entry.Key.Text) is null)] };
    }
}
