namespace Bansuri.Host.Configuration;

/// <summary>The least level that the host logs: <c>host.log.level</c>.</summary>
internal enum HostLogLevel
{
    Debug,
    Information,
    Warning,
    Error,
}
