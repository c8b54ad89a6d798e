using System.Collections.Immutable;

namespace Bansuri.Abstractions.Keys;

/// <summary>What a default may depend on: other keys of the same entry (with their own defaults) and the host.</summary>
internal sealed class KeyDefaults(ImmutableDictionary<Key, object?> written, HostDefaults host)
{
    public HostDefaults Host { get; } = host;

    public bool IsWritten(Key key) => written.ContainsKey(key);

    public T Get<T>(Key<T> key) => (T)(written.TryGetValue(key, out var value) ? value : key.DefaultValue(this))!; // null only where T allows it
}

/// <summary>What the host's settings and the form of the entry contribute to the defaults of its tasks.</summary>
/// <param name="BaseDirectory">The absolute folder that paths of the entry count from.</param>
/// <param name="GracePeriod">Of <c>host.grace-period</c>.</param>
/// <param name="IsString">Whether the entry is the string form: a forever task.</param>
internal sealed record HostDefaults(string BaseDirectory, TimeSpan GracePeriod, bool IsString = false)
{
    public static readonly TimeSpan DefaultGracePeriod = TimeSpan.FromSeconds(120);
}
