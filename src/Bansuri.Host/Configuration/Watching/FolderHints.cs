using System.Runtime.InteropServices;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Configuration.Watching;

/// <summary>
/// inotify on the folders of the sources, not on what is below them; says only that something moved. Where it cannot be had (a limit that
/// is used up, a disk without it) polling finds the change, and that is said once.
/// </summary>
/// <param name="moved">Called on any thread when something moved.</param>
/// <param name="missed">Called once, with a folder that cannot be watched and why.</param>
internal sealed class FolderHints(Action moved, Action<string, string> missed) : IDisposable
{
    private const int NoSuchFile = 2;
    private const int NotDirectory = 20;
    private const int NoInstance = 24;
    private const int NoWatch = 28;

    private Inotify? _inotify;
    private bool _isMissed;

    // What counts in each watched folder: the names of sources and of links to them. Replaced whole, as it is read on another thread.
    private volatile Dictionary<int, HashSet<string>> _watches = [];

    /// <summary>Watches what these sources are reached through, from now on.</summary>
    public void Watch(SourceSet sources)
    {
        var trail = new LinkTrail();
        foreach (var path in sources.Watched())
        {
            trail.Follow(path);
        }

        if ((_inotify ??= Open(trail.Folders[0])) is not { } inotify)
        {
            return;
        }

        // Each time anew: a folder that was deleted and made again, or another in its place, is another watch, and the same one is the same.
        var names = trail.Files.ToLookup(file => Path.GetDirectoryName(file) ?? "/", file => Path.GetFileName(file), StringComparer.Ordinal);
        var watches = new Dictionary<int, HashSet<string>>();
        foreach (var folder in trail.Folders)
        {
            var watch = inotify.Add(folder);
            if (watch >= 0)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(watches, watch, out _) ??= new HashSet<string>(StringComparer.Ordinal)).UnionWith(names[folder]);
            }
            else if (-watch is not (NoSuchFile or NotDirectory))
            {
                Miss(folder, -watch);
            }
        }

        var before = _watches;
        _watches = watches;
        foreach (var gone in before.Keys.Where(watch => !watches.ContainsKey(watch)))
        {
            inotify.Remove(gone);
        }
    }

    public void Dispose() => _inotify?.Dispose();

    private Inotify? Open(string folder)
    {
        var inotify = Inotify.Open(Heed, out var errno);
        if (inotify is null)
        {
            Miss(folder, errno);
        }

        return inotify;
    }

    private void Miss(string folder, int errno)
    {
        if (!_isMissed)
        {
            _isMissed = true;
            missed(folder, errno switch
            {
                NoInstance => "fs.inotify.max_user_instances is used up, or the limit of open files",
                NoWatch => "fs.inotify.max_user_watches is used up",
                _ => Marshal.GetPInvokeErrorMessage(errno),
            });
        }
    }

    // Tasks often write beside their configuration: only a write to a source counts, but any name that comes or goes does, because it may be
    // a link that a source is reached by. So does what came before it was known whose it is.
    private void Heed(int watch, uint events, string name)
    {
        var isWrite = (events & Inotify.Written) != 0 && name.Length > 0;
        if (isWrite ? !_watches.TryGetValue(watch, out var names) || names.Contains(name) : events != Inotify.Ended)
        {
            moved();
        }
    }
}
