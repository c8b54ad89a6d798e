namespace Bansuri.Host.Configuration;

/// <summary>How the host's log is written: <c>host.log.format</c>.</summary>
internal enum HostLogFormat
{
    Text,
    Json,
}
