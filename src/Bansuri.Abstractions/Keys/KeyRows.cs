using System.Collections.Immutable;
using System.Reflection;

namespace Bansuri.Abstractions.Keys;

/// <summary>The rows of a table in the order of its reference, and the spellings that lead to them. Made once; safe to share.</summary>
internal sealed class KeyRows
{
    private readonly Dictionary<string, Key> _bySpelling = new(StringComparer.Ordinal);
    private object?[]? _usual;

    /// <summary>Collects the static fields of the types; the order is that of the source.</summary>
    public KeyRows(params ReadOnlySpan<Type> sections)
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
                    _bySpelling.Add(key.Name, key);
                    foreach (var alias in key.Aliases)
                    {
                        _bySpelling.Add(alias, key);
                    }
                }
            }
        }

        All = keys.Count <= KeySet.Most ? keys.ToImmutable() : throw new InvalidOperationException($"a table has at most {KeySet.Most} rows");
    }

    public ImmutableArray<Key> All { get; }

    /// <summary>By row, the values that others are told apart from: those of the first task of all. Any would do; tasks of one host are much alike.</summary>
    public object?[] Usual(object?[] values) => Interlocked.CompareExchange(ref _usual, values, null) ?? values;

    /// <summary>Every spelling that is accepted, kebab-case.</summary>
    public IReadOnlyCollection<string> Spellings => _bySpelling.Keys;

    /// <summary>The row for a key as a user writes it: its name or an alias, kebab-case or snake_case.</summary>
    public Key? Find(string written) => _bySpelling.GetValueOrDefault(written.Contains('_') ? written.Replace('_', '-') : written);
}
