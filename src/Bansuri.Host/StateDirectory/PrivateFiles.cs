namespace Bansuri.Host.StateDirectory;

/// <summary>Files and directories that are this user's alone, whatever the umask.</summary>
internal static class PrivateFiles
{
    public const UnixFileMode DirectoryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the directory, and its parents, with mode 0700; leaves one that exists as it is.</summary>
    public static void MakeDirectory(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, DirectoryMode);

            // The umask may have taken bits away that we need.
            File.SetUnixFileMode(path, DirectoryMode);
        }
    }

    /// <summary>Writes a new file of mode 0600, on the disk at the return; one that exists is an error.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = System.IO.FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = FileMode,
        });
        File.SetUnixFileMode(file.SafeFileHandle, FileMode);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Replaces a file: at every moment, a crash included, its readers find the old content or the new one, whole.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = TemporaryBeside(path);
        try
        {
            Write(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>A name that no other process, on any node, uses; hidden.</summary>
    public static string TemporaryBeside(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp"); // every caller names a file in a directory

    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // Litter, no harm.
        }
    }
}
