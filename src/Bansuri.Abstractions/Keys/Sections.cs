using System.Collections.Immutable;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Keys;

/// <summary>The groups as a user writes them.</summary>
internal static class Sections
{
    private static readonly Dictionary<string, Section> ByName = Enum.GetValues<Section>()
        .Where(section => section != Section.Host)
        .ToDictionary(Name, StringComparer.Ordinal);

    /// <summary>The names without aliases.</summary>
    public static ImmutableArray<string> Names { get; } = [.. ByName.Keys];

    /// <summary>The group for a key as a user writes it, kebab-case or snake_case; <c>general</c> is <c>identification</c>.</summary>
    public static bool TryFind(string written, out Section section) =>
        ByName.TryGetValue(written == "general" ? "identification" : written.Replace('_', '-'), out section);

    public static string Name(Section section) => Scalars.Kebab(section);
}
