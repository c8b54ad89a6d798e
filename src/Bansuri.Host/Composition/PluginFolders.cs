using System.Collections.Immutable;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Composition;

/// <summary>Where plugins lie: as the settings say, else <c>plugins</c> beside the program, then <c>plugins</c> beside the configuration.</summary>
internal static class PluginFolders
{
    public static ImmutableArray<string> Of(HostSettings settings) => settings.Plugins is { IsEmpty: false } named
        ? [.. named.Distinct(StringComparer.Ordinal)]
        : [.. new[] { Path.Combine(AppContext.BaseDirectory, "plugins"), Path.Combine(settings.ConfigurationFolder, "plugins") }.Distinct(StringComparer.Ordinal)];
}
