namespace Bansuri.Host.Plugins;

/// <summary>What a plugin folder holds, as far as names, sizes and times tell.</summary>
/// <param name="Fingerprint">Equal when no file changed.</param>
/// <param name="Files">Paths relative to the folder, sorted.</param>
/// <param name="NewestWrite">When the youngest file was written.</param>
internal sealed record FolderContent(string Fingerprint, IReadOnlyList<string> Files, DateTimeOffset NewestWrite)
{
    private static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        MaxRecursionDepth = 8, // a loop of links ends
        IgnoreInaccessible = false,
    };

    /// <summary>Looks at the folder; one that is not there is empty.</summary>
    /// <exception cref="PluginContentChangedException">It changed at this moment.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public static FolderContent Look(string folder)
    {
        var files = new DirectoryInfo(folder) is { Exists: true } directory ? See(folder, directory) : [];
        var fingerprint = string.Join('\n', files.Select(each => $"{each.Path}:{each.Length}:{each.Written.Ticks}"));
        var newest = files.Count == 0 ? DateTimeOffset.MinValue : files.Max(each => new DateTimeOffset(each.Written));
        return new FolderContent(fingerprint, [.. files.Select(each => each.Path)], newest);
    }

    private static List<Entry> See(string folder, DirectoryInfo directory)
    {
        try
        {
            return [.. directory.EnumerateFiles("*", All)
                .Where(file => !IsTemporary(Path.GetRelativePath(folder, file.FullName)))
                .Select(file => See(folder, file))
                .OfType<Entry>()
                .OrderBy(each => each.Path, StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is DirectoryNotFoundException or FileNotFoundException)
        {
            throw new PluginContentChangedException();
        }
    }

    // Null for what is gone again, or is a link to nothing. A link has its own size and time: those of the file count.
    private static Entry? See(string folder, FileInfo file) =>
        (file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true)) is FileInfo { Exists: true } real
            ? new Entry(Path.GetRelativePath(folder, file.FullName), real.Length, real.LastWriteTimeUtc)
            : null;

    // What editors and copying tools write before they rename (rsync: .NAME.XXXXXX), and what Python leaves.
    private static bool IsTemporary(string path) =>
        path.Split('/').Any(part => part.StartsWith('.') || part is "__pycache__")
        || path.EndsWith('~') || Path.GetExtension(path) is ".tmp" or ".part" or ".partial" or ".swp";

    private sealed record Entry(string Path, long Length, DateTime Written);
}
