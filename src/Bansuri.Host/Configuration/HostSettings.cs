using System.Collections.Immutable;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Host.Configuration;

/// <summary>The settings of the host: flags over variables over the file over defaults. docs/configuration.md, "host".</summary>
internal sealed class HostSettings(KeyValues values, string configurationFolder)
{
    public TimeSpan CheckInterval => values.Get(HostKeys.CheckInterval);

    public TimeSpan GracePeriod => values.Get(HostKeys.GracePeriod);

    /// <summary>Absolute; empty when none were named, and the folders beside program and configuration count.</summary>
    public ImmutableArray<string> Plugins => values.Get(HostKeys.Plugins);

    /// <summary>Absolute.</summary>
    public string StateDirectory => values.Get(HostKeys.StateDirectory) ?? Path.Combine(configurationFolder, ".bansuri");

    public string? LogFile => values.Get(HostKeys.LogFile);

    public HostLogLevel LogLevel => values.Get(HostKeys.LogLevel);

    public HostLogFormat LogFormat => values.Get(HostKeys.LogFormat);

    public long LogMaxSize => values.Get(HostKeys.LogMaxSize);

    public int LogKeep => values.Get(HostKeys.LogKeep);

    public string? ControlSocket => values.Get(HostKeys.ControlSocket);

    public bool ReloadGuard => values.Get(HostKeys.ReloadGuard);

    public bool ExitWhenDone => values.Get(HostKeys.ExitWhenDone);

    public WatchMode Watch => values.Get(HostKeys.Watch);

    public bool SlurmRequeue => values.Get(HostKeys.SlurmRequeue);

    /// <summary>Null without limit.</summary>
    public int? SlurmRequeueMax => values.Get(HostKeys.SlurmRequeueMax);

    public TimeSpan? SlurmDrainBefore => values.Get(HostKeys.SlurmDrainBefore);

    /// <summary>The absolute folder of the configuration file.</summary>
    public string ConfigurationFolder => configurationFolder;

    /// <summary>The same by row, for the plan.</summary>
    public KeyValues Values => values;
}
