namespace Bansuri.Abstractions.Keys;

/// <summary>The values that somebody wrote, by row, before the defaults are filled in. Used by one thread, then handed over.</summary>
internal sealed class WrittenValues(KeyRows rows)
{
    private readonly object?[] _values = new object?[rows.All.Length];
    private KeySet _written;

    public KeyRows Rows { get; } = rows;

    public void Set(Key key, object? value)
    {
        _values[key.Index] = value;
        _written = _written.With(key.Index);
    }

    public bool Has(Key key) => _written.Has(key.Index);

    public object? Get(Key key) => _values[key.Index];

    /// <summary>Both, for <see cref="KeyValues"/> to fill up: nothing is written here any more.</summary>
    public (object?[] Values, KeySet Written) HandOver() => (_values, _written);
}
