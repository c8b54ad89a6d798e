using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Keys;

/// <summary>A row whose values are of type <typeparamref name="T"/>.</summary>
internal sealed class Key<T>(string name, Section section, ChangeClass change, ValueReader<T> reader, string help) : Key(name, section, change, help)
{
    private object? _constant = default(T);

    /// <summary>The default when it is always the same; boxed once, so that tasks share it.</summary>
    public T Default
    {
        get => (T)_constant!; // null only where T allows it
        init => _constant = value;
    }

    /// <summary>The default when it follows from other keys or from the host; wins over <see cref="Default"/>.</summary>
    public Func<KeyDefaults, T>? DefaultFrom { get; init; }

    public override string Allowed => reader.Allowed;

    public override JsonShape Shape => reader.Shape;

    public override bool TryRead(ConfigNode node, ReadContext context, out object? value)
    {
        var read = reader.TryRead(node, context, out var typed);
        value = typed;
        return read;
    }

    public override object? DefaultValue(KeyDefaults defaults) => DefaultFrom is null ? _constant : DefaultFrom(defaults);

    protected override bool MeanTheSame(object? left, object? right) =>
        left is T before && right is T after ? reader.Same(before, after) : Format(left) == Format(right);

    // A number that may be missing is 'unlimited' for some keys; a missing text is nothing.
    public override string Format(object? value) => value switch
    {
        T typed => reader.Format(typed),
        null when typeof(T).IsValueType => reader.Format(default!), // T is a Nullable, which takes null
        _ => "",
    };
}
