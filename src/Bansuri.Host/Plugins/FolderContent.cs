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
    /// <exception cref="IOException">It cannot be read, or changed at this moment.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public static FolderContent Look(string folder)
    {
        var files = new DirectoryInfo(folder) is { Exists: true } directory
            ? directory.EnumerateFiles("*", All).Select(file => (Path: Path.GetRelativePath(folder, file.FullName), File: file))
                .Where(each => !IsTemporary(each.Path))
                .OrderBy(each => each.Path, StringComparer.Ordinal)
                .ToList()
            : [];
        var fingerprint = string.Join('\n', files.Select(each => $"{each.Path}:{each.File.Length}:{each.File.LastWriteTimeUtc.Ticks}"));
        var newest = files.Count == 0 ? DateTimeOffset.MinValue : files.Max(each => new DateTimeOffset(each.File.LastWriteTimeUtc));
        return new FolderContent(fingerprint, [.. files.Select(each => each.Path)], newest);
    }

    // What editors and copying tools write before they rename (rsync: .NAME.XXXXXX), and what Python leaves.
    private static bool IsTemporary(string path) =>
        path.Split('/').Any(part => part.StartsWith('.') || part is "__pycache__")
        || path.EndsWith('~') || Path.GetExtension(path) is ".tmp" or ".part" or ".partial" or ".swp";
}
