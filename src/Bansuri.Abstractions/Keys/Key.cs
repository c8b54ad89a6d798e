using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Keys;

/// <summary>
/// One row of the key table: all that the program knows about a configuration key. The binder, the suggestions, the schema, the plan's
/// field diff and the reference in docs/configuration.md come from it.
/// </summary>
internal abstract class Key(string name, Section section, ChangeClass change, string help)
{
    public string Name { get; } = name;

    public Section Section { get; } = section;

    public ChangeClass Change { get; } = change;

    /// <summary>One line for people, without a full stop.</summary>
    public string Help { get; } = help;

    /// <summary>Other spellings, kebab-case; snake_case is accepted for every key.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The default in words, for the reference; empty when there is none.</summary>
    public string DefaultText { get; init; } = "";

    /// <summary>What is not there yet: using the key is a warning that ends with this clause. Null when the key works in full.</summary>
    public string? Pending { get; init; }

    /// <summary>The warning to whom uses a key that is <see cref="Pending"/>; null when it works.</summary>
    /// <param name="used">The key as written, and of which task.</param>
    /// <param name="span">Where.</param>
    public Diagnostic? Warning(string used, SourceSpan span) =>
        Pending is null ? null : new Diagnostic(Codes.NotYet, $"{used} is read and checked, but {Pending}", span) { Severity = Severity.Warning };

    /// <summary>Whether values may be secret, and are masked in plans and logs.</summary>
    public bool MayHoldSecrets { get; init; }

    /// <summary>The row's place in <see cref="KeyRows.All"/>, and of its value in <see cref="KeyValues"/>.</summary>
    public int Index { get; internal set; }

    /// <summary>The allowed values in words, e.g. <c>a duration of at least 0 s</c>.</summary>
    public abstract string Allowed { get; }

    public abstract JsonShape Shape { get; }

    public abstract bool TryRead(ConfigNode node, ReadContext context, out object? value);

    public abstract object? DefaultValue(KeyDefaults defaults);

    /// <summary>The value as text: equal for equal values, and what a plan shows.</summary>
    public abstract string Format(object? value);

    /// <summary>Whether both mean the same. Arrays are unequal by reference, so that the reader has the last word.</summary>
    public bool ValuesEqual(object? left, object? right) =>
        ReferenceEquals(left, right) || (left is not null && left.Equals(right)) || MeanTheSame(left, right);

    protected abstract bool MeanTheSame(object? left, object? right);
}
