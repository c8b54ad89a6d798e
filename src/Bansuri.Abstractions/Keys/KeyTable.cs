using System.Collections.Immutable;

namespace Bansuri.Abstractions.Keys;

/// <summary>The keys of a task: the one place that knows which there are.</summary>
internal static class KeyTable
{
    public static readonly KeyRows Rows = new(
        typeof(IdentificationKeys), typeof(SchedulingKeys), typeof(FailureControlKeys), typeof(ResourcesKeys), typeof(LoggingKeys));

    /// <inheritdoc cref="KeyRows.All"/>
    public static ImmutableArray<Key> All => Rows.All;

    /// <inheritdoc cref="KeyRows.Spellings"/>
    public static IReadOnlyCollection<string> Spellings => Rows.Spellings;

    /// <inheritdoc cref="KeyRows.Find"/>
    public static Key? Find(string written) => Rows.Find(written);
}
