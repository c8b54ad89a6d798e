namespace Bansuri.Abstractions.Keys;

/// <summary>The values of all rows for one task, defaults included; immutable. Constant defaults are shared between tasks.</summary>
internal sealed class KeyValues
{
    private readonly object?[] _values;
    private readonly bool[] _written;
    private readonly HostDefaults _host;

    private KeyValues(object?[] values, bool[] written, HostDefaults host) => (_values, _written, _host) = (values, written, host);

    public T Get<T>(Key<T> key) => (T)_values[key.Index]!; // null only where T allows it

    public object? Get(Key key) => _values[key.Index];

    /// <summary>Whether the user wrote the key, for the entry or in <c>defaults</c>.</summary>
    public bool IsWritten(Key key) => _written[key.Index];

    /// <summary>Whether the same keys are written in both, under the same host. All else follows from what is written.</summary>
    public bool HasShapeOf(KeyValues other) => _written.AsSpan().SequenceEqual(other._written) && _host == other._host;

    /// <summary>Fills in the defaults: the one place where that happens.</summary>
    public static KeyValues Complete(WrittenValues written, HostDefaults host)
    {
        var (values, isWritten) = written.HandOver();
        var defaults = new KeyDefaults(written, host);
        foreach (var key in written.Rows.All)
        {
            if (!isWritten[key.Index])
            {
                values[key.Index] = key.DefaultValue(defaults);
            }
        }

        return new KeyValues(values, isWritten, host);
    }
}
