using System.Collections.Immutable;
using System.Reflection;

namespace Bansuri.Abstractions.Keys;

/// <summary>All rows, in the order of the reference: the one place that knows which keys there are.</summary>
internal static class KeyTable
{
    public static readonly ImmutableArray<Key> All = Collect(
        typeof(IdentificationKeys), typeof(SchedulingKeys), typeof(FailureControlKeys), typeof(ResourcesKeys), typeof(LoggingKeys));

    private static readonly Dictionary<string, Key> ByName = All
        .SelectMany(key => key.Aliases.Prepend(key.Name), (key, name) => (name, key))
        .ToDictionary(pair => pair.name, pair => pair.key, StringComparer.Ordinal);

    /// <summary>Every spelling that is accepted, kebab-case.</summary>
    public static IReadOnlyCollection<string> Spellings => ByName.Keys;

    /// <summary>The row for a key as a user writes it: its name or an alias, kebab-case or snake_case.</summary>
    public static Key? Find(string written) => ByName.GetValueOrDefault(written.Replace('_', '-'));

    // Order within a class is that of its fields, which is that of the source.
    private static ImmutableArray<Key> Collect(params ReadOnlySpan<Type> sections)
    {
        var keys = ImmutableArray.CreateBuilder<Key>();
        foreach (var section in sections)
        {
            foreach (var field in section.GetFields(BindingFlags.Public | BindingFlags.Static))
            {
                if (field.GetValue(null) is Key key)
                {
                    key.Index = keys.Count;
                    keys.Add(key);
                }
            }
        }

        return keys.ToImmutable();
    }
}
