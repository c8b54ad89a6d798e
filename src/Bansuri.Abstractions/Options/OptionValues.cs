using System.Collections.Immutable;

namespace Bansuri.Abstractions.Options;

/// <summary>What a user wrote for a record: the value of each parameter that was written, in types of the host.</summary>
internal sealed record OptionValues(ImmutableDictionary<string, object?> Written)
{
    public static readonly OptionValues None = new(ImmutableDictionary<string, object?>.Empty);
}
