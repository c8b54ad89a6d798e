namespace Bansuri.Abstractions.Keys;

/// <summary>The values that somebody wrote, by row, before the defaults are filled in. Used by one thread, then handed over.</summary>
internal sealed class WrittenValues(KeyRows rows)
{
    private readonly object?[] _values = new object?[rows.All.Length];
    private readonly bool[] _written = new bool[rows.All.Length];

    public KeyRows Rows { get; } = rows;

    public void Set(Key key, object? value)
    {
        _values[key.Index] = value;
        _written[key.Index] = true;
    }

    public bool Has(Key key) => _written[key.Index];

    public object? Get(Key key) => _values[key.Index];

    /// <summary>Both, for <see cref="KeyValues"/> to fill up and to keep: nothing is written here any more.</summary>
    public (object?[] Values, bool[] Written) HandOver() => (_values, _written);
}
