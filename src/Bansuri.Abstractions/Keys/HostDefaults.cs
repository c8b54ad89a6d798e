namespace Bansuri.Abstractions.Keys;

/// <summary>What the host's settings and the form of the entry contribute to the defaults of its tasks.</summary>
/// <param name="BaseDirectory">The absolute folder of the entry's file, or of the run for an entry that is a text.</param>
/// <param name="GracePeriod">Of <c>host.grace-period</c>.</param>
internal sealed record HostDefaults(string BaseDirectory, TimeSpan GracePeriod)
{
    public static readonly TimeSpan DefaultGracePeriod = TimeSpan.FromSeconds(120);
}
