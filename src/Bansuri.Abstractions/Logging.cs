using System.Collections.Immutable;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Abstractions;

/// <summary>Where the task's output goes, and who is told of its results. Immutable; defaults are filled in.</summary>
public sealed class Logging
{
    private readonly KeyValues _values;

    internal Logging(KeyValues values) => _values = values;

    /// <summary>Where standard output goes. Default log. Key <c>stdout</c>.</summary>
    public OutputTarget Stdout => _values.Get(LoggingKeys.Stdout);

    /// <summary>Where standard error goes. Default combined. Key <c>stderr</c>.</summary>
    public OutputTarget Stderr => _values.Get(LoggingKeys.Stderr);

    /// <summary>The size in bytes at which a captured file is rotated. Default 50 MiB. Key <c>log-max-size</c>.</summary>
    public long LogMaxSize => _values.Get(LoggingKeys.LogMaxSize);

    /// <summary>Rotated files that are kept. Default 5. Key <c>log-keep</c>.</summary>
    public int LogKeep => _values.Get(LoggingKeys.LogKeep);

    /// <summary>Whether rotated files are compressed. Default false. Key <c>log-compress</c>.</summary>
    public bool LogCompress => _values.Get(LoggingKeys.LogCompress);

    /// <summary>How captured files are written. Default raw. Key <c>log-format</c>.</summary>
    public LogFormat LogFormat => _values.Get(LoggingKeys.LogFormat);

    /// <summary>What happens when the log cannot keep up. Default block. Key <c>when-full</c>.</summary>
    public WhenFull WhenFull => _values.Get(LoggingKeys.WhenFull);

    /// <summary>The events that somebody is told about. Default none. Key <c>notify</c>.</summary>
    public NotifyEvents Notify => _values.Get(LoggingKeys.Notify);

    /// <summary>The failure must still stand after this long. Default 0. Key <c>notify-after</c>.</summary>
    public TimeSpan NotifyAfter => _values.Get(LoggingKeys.NotifyAfter);

    /// <summary>First told at this many failed runs in a row, then at each further one. Default 1. Key <c>notify-threshold</c>.</summary>
    public int NotifyThreshold => _values.Get(LoggingKeys.NotifyThreshold);

    /// <summary>Names of the notifiers to use; empty is all. Key <c>notify-with</c>.</summary>
    public ImmutableArray<string> NotifyWith => _values.Get(LoggingKeys.NotifyWith);
}
