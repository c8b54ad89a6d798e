namespace Bansuri.Host.Configuration.Watching;

/// <summary>
/// What a path leads through: a file that is replaced, a link of it or of any folder above that is switched (as Kubernetes does with
/// <c>..data</c>), a folder that is deleted and made again are all seen in one of these folders.
/// </summary>
internal sealed class LinkTrail
{
    // As many as the kernel follows before it says ELOOP.
    private const int MostLinks = 40;

    private readonly HashSet<string> _passed = new(StringComparer.Ordinal);
    private readonly List<string> _folders = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>The folders, those of the first path first, each once. A folder that is not there is stood for by the nearest above it that is.</summary>
    public IReadOnlyList<string> Folders => _folders;

    /// <summary>The paths themselves, and where their links lead.</summary>
    public IReadOnlySet<string> Files => _files;

    /// <summary>Follows an absolute path.</summary>
    public void Follow(string path)
    {
        var links = 0;
        for (string? next = path; next is not null && links <= MostLinks; links++)
        {
            _files.Add(next);
            next = Walk(next);
        }
    }

    // Down from the root; returns where a link leads, or null at the end. A folder that was walked through once holds no news.
    private string? Walk(string path)
    {
        var folder = "/";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var here = Path.Combine(folder, part);
            if (here != path && _passed.Contains(here))
            {
                folder = here;
                continue;
            }

            var info = new FileInfo(here);
            if (info.LinkTarget is { } target)
            {
                AddFolder(folder);
                return Path.GetFullPath(target, folder) + path[here.Length..];
            }

            if (here == path || !Directory.Exists(here))
            {
                break;
            }

            _passed.Add(here);
            folder = here;
        }

        AddFolder(folder);
        return null;
    }

    private void AddFolder(string folder)
    {
        if (!_folders.Contains(folder))
        {
            _folders.Add(folder);
        }
    }
}
