using System.Collections.Immutable;

namespace Bansuri.Host.Cli;

/// <summary>The flags of <c>bansuri run</c>; null and empty mean that the flag was not given.</summary>
internal sealed record RunOptions
{
    public string? Config { get; init; }

    public TimeSpan? CheckInterval { get; init; }

    public TimeSpan? GracePeriod { get; init; }

    public ImmutableArray<string> Plugins { get; init; } = [];

    public string? StateDirectory { get; init; }

    public bool ExitWhenDone { get; init; }

    public string? LogFile { get; init; }

    /// <summary><c>text</c> or <c>json</c>.</summary>
    public string? LogFormat { get; init; }

    /// <summary><c>debug</c>, <c>information</c>, <c>warning</c> or <c>error</c>.</summary>
    public string? LogLevel { get; init; }

    /// <summary><c>auto</c> or <c>poll</c>.</summary>
    public string? Watch { get; init; }

    /// <summary>Take the state directory from a host on another node whose heartbeat has stopped.</summary>
    public bool TakeOver { get; init; }

    public bool StrictPermissions { get; init; }
}
