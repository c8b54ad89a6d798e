using System.Collections.Immutable;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Cli;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Composition;

/// <summary>The flags of <c>bansuri run</c> as overrides of the settings of the file.</summary>
internal static class RunFlags
{
    public static HostOverrides PluginFolders(ImmutableArray<string> folders) => new([.. folders.Select(folder => KeyValuePair.Create("plugins", folder))]);

    public static HostOverrides ToOverrides(RunOptions options)
    {
        var flags = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        Add("check-interval", options.CheckInterval is { } interval ? Durations.Format(interval) : null);
        Add("grace-period", options.GracePeriod is { } grace ? Durations.Format(grace) : null);
        Add("state-directory", options.StateDirectory);
        Add("exit-when-done", options.ExitWhenDone ? "true" : null);
        Add("log.file", options.LogFile);
        Add("log.format", options.LogFormat);
        Add("log.level", options.LogLevel);
        Add("watch", options.Watch);
        return new HostOverrides([.. flags, .. PluginFolders(options.Plugins).Flags]);

        void Add(string setting, string? value)
        {
            if (value is not null)
            {
                flags.Add(KeyValuePair.Create(setting, value));
            }
        }
    }
}
