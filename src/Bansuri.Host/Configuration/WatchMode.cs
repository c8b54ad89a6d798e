namespace Bansuri.Host.Configuration;

/// <summary>How sources are watched: <c>host.watch</c>.</summary>
internal enum WatchMode
{
    /// <summary>inotify as a hint, polling as the truth.</summary>
    Auto,

    /// <summary>Polling alone.</summary>
    Poll,
}
