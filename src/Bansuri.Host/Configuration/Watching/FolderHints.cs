using System.Collections.Immutable;
using Bansuri.Host.Configuration.Sources;
using Bansuri.Host.Configuration.Trust;

namespace Bansuri.Host.Configuration.Watching;

/// <summary>
/// inotify on the folders of the sources, not on what is below them; says only that something moved. Where it cannot be had (a limit that
/// is used up, a disk without it) polling finds the change, and that is said once.
/// </summary>
/// <param name="moved">Called on any thread when something moved.</param>
/// <param name="missed">Called once, with a folder that cannot be watched and why.</param>
internal sealed class FolderHints(Action moved, Action<string, string> missed) : IDisposable
{
    // Each watched folder has an inotify instance of its own in .NET, of which a user has 128.
    private const int Most = 16;

    private readonly Dictionary<string, (FileSystemWatcher Watcher, ulong Inode)> _watched = new(StringComparer.Ordinal);
    private bool _isMissed;
    private volatile IReadOnlySet<string> _files = ImmutableHashSet<string>.Empty;

    /// <summary>Watches what these sources are reached through, from now on.</summary>
    public void Watch(SourceSet sources)
    {
        var trail = new LinkTrail();
        foreach (var path in sources.Watched())
        {
            trail.Follow(path);
        }

        _files = trail.Files;
        var wanted = trail.Folders.Take(Most)
            .Select(folder => (Path: folder, Status: FileStatus.Of(folder)))
            .Where(folder => folder.Status is { IsDirectory: true })
            .ToDictionary(folder => folder.Path, folder => folder.Status!.Value.Inode, StringComparer.Ordinal);

        // A folder that was deleted and made again has another inode, and its old watch is dead.
        foreach (var (path, (watcher, inode)) in _watched.Where(pair => wanted.GetValueOrDefault(pair.Key) != pair.Value.Inode).ToList())
        {
            _watched.Remove(path);
            watcher.Dispose();
        }

        foreach (var (path, inode) in wanted.Where(pair => !_watched.ContainsKey(pair.Key)))
        {
            Add(path, inode);
        }
    }

    public void Dispose()
    {
        foreach (var (watcher, _) in _watched.Values)
        {
            watcher.Dispose();
        }

        _watched.Clear();
    }

    private void Add(string folder, ulong inode)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = false };
            watcher.NotifyFilter |= NotifyFilters.Attributes; // chmod
            _watched[folder] = (watcher, inode);

            // Tasks often write beside their configuration: only a write to a source counts, but any name that comes or goes does,
            // because it may be a link that a source is reached by.
            watcher.Changed += (_, change) => Hint(_files.Contains(change.FullPath));
            watcher.Created += (_, _) => Hint(true);
            watcher.Deleted += (_, _) => Hint(true);
            watcher.Renamed += (_, _) => Hint(true);
            watcher.Error += (_, _) => Hint(true);
            watcher.EnableRaisingEvents = true;
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or UnauthorizedAccessException)
        {
            if (_watched.Remove(folder, out var failed))
            {
                failed.Watcher.Dispose();
            }

            if (!_isMissed)
            {
                _isMissed = true;
                missed(folder, Reason(failure));
            }
        }
    }

    // .NET words both limits at length and names a file of /proc; its first sentence says which.
    private static string Reason(Exception failure) => failure.Message.Split(". ")[0].TrimEnd('.');

    private void Hint(bool isRelevant)
    {
        if (isRelevant)
        {
            moved();
        }
    }
}
