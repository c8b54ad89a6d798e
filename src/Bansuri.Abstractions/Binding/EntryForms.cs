using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Binding;

/// <summary>
/// Reads an entry in its flat and grouped forms, mixed at will, into the keys that were meant. Knows spellings, not values.
/// </summary>
internal sealed class EntryForms
{
    private readonly Action<Diagnostic> _report;
    private readonly string _where;
    private readonly ImmutableArray<WrittenKey>.Builder _keys;
    private ImmutableHashSet<Key> _misspelt = [];

    private EntryForms(int entries, string where, Action<Diagnostic> report)
    {
        (_where, _report) = (where, report);
        _keys = ImmutableArray.CreateBuilder<WrittenKey>(entries);
    }

    /// <summary>Reads a task's entry.</summary>
    public static WrittenEntry ReadTask(MappingNode entry, string? name, Action<Diagnostic> report)
    {
        name = (name ?? NameOf(entry)) is { } given ? Readers.Excerpt.Line(given) : null;
        return Read(entry, name, name is null ? "in an entry without a name" : $"in task '{name}'", report);
    }

    /// <summary>Reads the entry without a name whose keys apply to every task.</summary>
    public static WrittenEntry ReadDefaults(MappingNode entry, Action<Diagnostic> report) => Read(entry, null, "in 'defaults'", report);

    private static WrittenEntry Read(MappingNode entry, string? name, string where, Action<Diagnostic> report)
    {
        var forms = new EntryForms(entry.Entries.Length, where, report);
        forms.ReadFlat(entry);
        return new WrittenEntry(name, entry.Span, forms._keys.DrainToImmutable()) { Misspelt = forms._misspelt };
    }

    private static string? NameOf(MappingNode entry)
    {
        if (entry.Find("name") is ScalarNode { IsNull: false } flat)
        {
            return flat.Text;
        }

        foreach (var (spelling, value) in entry.Entries)
        {
            if (value is MappingNode group && Sections.TryFind(spelling.Text, out var section) && section == Section.Identification && group.Find("name") is ScalarNode { IsNull: false } grouped)
            {
                return grouped.Text;
            }
        }

        return null;
    }

    private void ReadFlat(MappingNode entry)
    {
        foreach (var (spelling, value) in entry.Entries)
        {
            if (Sections.TryFind(spelling.Text, out var section))
            {
                ReadGroup(section, spelling, value);
            }
            else if (KeyTable.Find(spelling.Text) is { } key)
            {
                Add(key, spelling.Text, spelling, value);
            }
            else
            {
                Unknown(spelling, _where, [.. KeyTable.Spellings, .. Sections.Names], "a key of a task or one of the groups " + string.Join(", ", Sections.Names));
            }
        }
    }

    private void ReadGroup(Section section, ScalarNode spelling, ConfigNode value)
    {
        if (value is MappingNode group)
        {
            foreach (var entry in AncestorSpellings.Translate(section, group, _where, _report))
            {
                ReadGrouped(section, spelling.Text, entry);
            }
        }
        else if (value is not ScalarNode { IsNull: true })
        {
            _report(new Diagnostic(Codes.WrongShape, $"'{spelling.Text}' {_where} is a group: expected a mapping of keys", value.Span));
        }
    }

    private void ReadGrouped(Section section, string group, AncestorSpellings.Entry entry)
    {
        var key = entry.Meant is null ? KeyTable.Find(entry.Spelling.Text) : KeyTable.Find(entry.Meant);
        if (key is null)
        {
            var allowed = KeyTable.All.Where(each => each.Section == section).ToList();
            Unknown(entry.Spelling, $"in '{group}' {_where[3..].Insert(0, "of ")}", [.. allowed.SelectMany(each => each.Aliases.Prepend(each.Name))], string.Join(", ", allowed.Select(each => each.Name)));
        }
        else if (entry.Meant is null && key.Section != section)
        {
            _report(new Diagnostic(
                Codes.UnknownKey,
                $"'{entry.Spelling.Text}' {_where} stands in '{group}', but is a key of '{Sections.Name(key.Section)}'",
                entry.Spelling.Span,
                $"move it to '{Sections.Name(key.Section)}', or write it without a group"));
        }
        else
        {
            Add(key, $"{group}.{entry.Path ?? entry.Spelling.Text}", entry.Spelling, entry.Value);
        }
    }

    private void Add(Key key, string path, ScalarNode spelling, ConfigNode value)
    {
        if (value is ScalarNode { IsNull: true })
        {
            return;
        }

        if (Written(key) is { } first)
        {
            var line = first.Spelling.Line > 0 ? $" in line {first.Spelling.Line}" : "";
            _report(new Diagnostic(Codes.RepeatedSetting, $"'{path}' {_where} says again what '{first.Path}' says{line}", spelling.Span, "keep one of the two"));
            return;
        }

        _keys.Add(new WrittenKey(key, path, spelling.Span, value));
    }

    private WrittenKey? Written(Key key)
    {
        for (var at = 0; at < _keys.Count; at++)
        {
            if (_keys[at].Key == key)
            {
                return _keys[at];
            }
        }

        return null;
    }

    private void Unknown(ScalarNode spelling, string where, ImmutableArray<string> known, string allowed)
    {
        var nearest = Spelling.Nearest(spelling.Text.Replace('_', '-'), known);
        if (nearest is not null && KeyTable.Find(nearest) is { } meant)
        {
            _misspelt = _misspelt.Add(meant);
        }

        var message = $"unknown key {Readers.Excerpt.Quote(spelling.Text)} {where}";
        _report(nearest is null
            ? new Diagnostic(Codes.UnknownKey, $"{message}: expected {allowed}", spelling.Span)
            : new Diagnostic(Codes.UnknownKey, message, spelling.Span, $"rename it to '{nearest}'"));
    }
}
