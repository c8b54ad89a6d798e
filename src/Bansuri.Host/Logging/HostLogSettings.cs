using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Logging;

/// <summary>What <c>host.log</c> and the flags of <c>bansuri run</c> say.</summary>
internal sealed record HostLogSettings
{
    /// <summary>A file beside the console, absolute; null = the console alone.</summary>
    public string? File { get; init; }

    public LogLevel Level { get; init; } = LogLevel.Information;

    public HostLogFormat Format { get; init; } = HostLogFormat.Text;

    public long MaxSize { get; init; } = 50L << 20;

    public int Keep { get; init; } = 5;

    /// <summary>Nothing is written before <see cref="HostLog.Release"/>: a host that refuses to start says why, and nothing else.</summary>
    public bool IsHeld { get; init; }
}

internal enum HostLogFormat
{
    Text,
    Json,
}
