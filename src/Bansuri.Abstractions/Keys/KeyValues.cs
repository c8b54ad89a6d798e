namespace Bansuri.Abstractions.Keys;

/// <summary>The values of all rows for one task, defaults included; immutable. Of seventy values a task has a few of its own, the others it shares.</summary>
internal sealed class KeyValues
{
    private readonly object?[] _usual;
    private readonly object?[] _own;
    private readonly KeySet _isOwn;
    private readonly KeySet _written;
    private readonly HostDefaults _host;

    private KeyValues(object?[] values, object?[] usual, KeySet written, HostDefaults host)
    {
        (_usual, _written, _host) = (usual, written, host);
        for (var index = 0; index < values.Length; index++)
        {
            if (!AreOne(values[index], usual[index]))
            {
                _isOwn = _isOwn.With(index);
            }
        }

        _own = new object?[_isOwn.Count];
        for (var (index, next) = (0, 0); next < _own.Length; index++)
        {
            if (_isOwn.Has(index))
            {
                _own[next++] = values[index];
            }
        }
    }

    // Nodes that mean the same may stand in different lines.
    private static bool AreOne(object? left, object? right) => ReferenceEquals(left, right) || (left is string or ValueType && left.Equals(right));

    public T Get<T>(Key<T> key) => (T)Get((Key)key)!; // null only where T allows it

    public object? Get(Key key) => _isOwn.Has(key.Index) ? _own[_isOwn.Before(key.Index)] : _usual[key.Index];

    /// <summary>Whether the user wrote the key, for the entry or in <c>defaults</c>.</summary>
    public bool IsWritten(Key key) => _written.Has(key.Index);

    /// <summary>Whether the same keys are written in both, under the same host. All else follows from what is written.</summary>
    public bool HasShapeOf(KeyValues other) => _written == other._written && _host == other._host;

    /// <summary>Fills in the defaults: the one place where that happens.</summary>
    public static KeyValues Complete(WrittenValues written, HostDefaults host)
    {
        var (values, isWritten) = written.HandOver();
        var defaults = new KeyDefaults(written, host);
        foreach (var key in written.Rows.All)
        {
            if (!isWritten.Has(key.Index))
            {
                values[key.Index] = key.DefaultValue(defaults);
            }
        }

        return new KeyValues(values, written.Rows.Usual(values), isWritten, host);
    }
}
