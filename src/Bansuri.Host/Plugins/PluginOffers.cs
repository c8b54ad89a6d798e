using System.Collections.Immutable;

namespace Bansuri.Host.Plugins;

/// <summary>The task types that are offered now. Written by the scanner alone, read by anybody.</summary>
internal sealed class PluginOffers
{
    private ImmutableSortedDictionary<string, Offer> _offers = ImmutableSortedDictionary.Create<string, Offer>(StringComparer.Ordinal);

    public IEnumerable<Offer> All => Volatile.Read(ref _offers).Values;

    public Offer? Find(string type) => Volatile.Read(ref _offers).GetValueOrDefault(type);

    /// <summary>Puts the types of one generation in the place of those of another, at once for every reader.</summary>
    /// <returns>The offer of another plugin that has one of the names, in which case nothing is changed; otherwise null.</returns>
    public Offer? Swap(PluginGeneration? old, PluginGeneration? next)
    {
        var offers = _offers.RemoveRange(Names(old));
        if (Names(next).FirstOrDefault(offers.ContainsKey) is { } taken)
        {
            return offers[taken];
        }

        var added = next?.Types.Select(type => KeyValuePair.Create(type.Name, new Offer(type, next))) ?? [];
        Volatile.Write(ref _offers, offers.AddRange(added));
        return null;
    }

    private static IEnumerable<string> Names(PluginGeneration? generation) => generation?.Types.Select(type => type.Name) ?? [];

    internal sealed record Offer(PluginType Type, PluginGeneration Generation);
}
