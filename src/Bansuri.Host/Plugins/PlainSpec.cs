using System.Collections.Immutable;
using Bansuri.Abstractions;

namespace Bansuri.Host.Plugins;

/// <summary>What a plugin described, built anew: its dictionaries may carry a comparer of the plugin, its array may be none.</summary>
internal static class PlainSpec
{
    public static ProcessSpec Of(ProcessSpec spec) => new()
    {
        FileName = spec.FileName,
        Arguments = spec.Arguments.IsDefault ? [] : spec.Arguments,
        Environment = ImmutableDictionary.CreateRange(StringComparer.Ordinal, spec.Environment),
        WorkingDirectory = spec.WorkingDirectory,
        SignalLeaderOnly = spec.SignalLeaderOnly,
        StartErrors = ImmutableDictionary.CreateRange(spec.StartErrors),
    };
}
