namespace Bansuri.Abstractions.Keys;

/// <summary>What a default may depend on: other keys of the same entry (with their own defaults) and the host.</summary>
internal sealed class KeyDefaults(WrittenValues written, HostDefaults host)
{
    public HostDefaults Host { get; } = host;

    public bool IsWritten(Key key) => written.Has(key);

    public T Get<T>(Key<T> key) => (T)(written.Has(key) ? written.Get(key) : key.DefaultValue(this))!; // null only where T allows it
}
