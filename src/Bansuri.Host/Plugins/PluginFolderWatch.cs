namespace Bansuri.Host.Plugins;

/// <summary>inotify on one plugin folder, as far as it can be trusted.</summary>
internal sealed class PluginFolderWatch(string folder, Action hint) : IDisposable
{
    // Where all changes are made through this kernel. Of what another node writes to a network disk, it hears nothing.
    private static readonly HashSet<string> Local =
        new(["ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "ramfs", "overlay", "overlayfs"], StringComparer.Ordinal);

    private FileSystemWatcher? _watcher;
    private DateTime _stamp;
    private volatile bool _hasFailed;
    private bool _hasLinks;

    /// <summary>Nothing can change unheard: the folder is the one that is watched, or is not there, still. One stat.</summary>
    public bool SeesAll => Stamp() == _stamp && !_hasFailed && !_hasLinks && (_watcher is not null || !Directory.Exists(folder));

    /// <summary>Watches the folder that is there now.</summary>
    public void Renew()
    {
        var stamp = Stamp();
        if (stamp == _stamp && _watcher is not null)
        {
            _hasLinks = HasLinks();
            return;
        }

        Dispose();
        (_stamp, _hasFailed, _hasLinks) = (stamp, false, false);
        _watcher = Directory.Exists(folder) ? Watch() : null;
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _watcher = null;
    }

    // Of a folder that is not there it is a time in 1601. What comes into it and leaves it changes it, a folder in its place has another one.
    private DateTime Stamp() => Directory.GetLastWriteTimeUtc(folder);

    // What is behind a link is not watched. Of a folder that changes or cannot be read at this moment nobody knows.
    private bool HasLinks()
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .Any(entry => entry.Attributes.HasFlag(FileAttributes.ReparsePoint));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private FileSystemWatcher? Watch()
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => hint();
            watcher.Created += (_, _) => hint();
            watcher.Deleted += (_, _) => hint();
            watcher.Renamed += (_, _) => hint();
            watcher.Error += (_, _) =>
            {
                // No watches left for a folder below, or more events than were taken.
                _hasFailed = true;
                hint();
            };
            watcher.EnableRaisingEvents = true;
            _hasFailed = !Local.Contains(new DriveInfo(folder).DriveFormat);
            _hasLinks = HasLinks();
            return watcher;
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            _hasFailed = true;
            return null;
        }
    }
}
