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
}

internal enum HostLogFormat
{
    Text,
    Json,
}
