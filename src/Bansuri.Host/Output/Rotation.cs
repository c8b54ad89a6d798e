using System.IO.Compression;

#pragma warning disable CA1416 // The host runs on Linux alone.

namespace Bansuri.Host.Output;

internal readonly record struct RotationPolicy(long MaxSize, int Keep, bool Compress);

/// <summary>The names of rotated files: <c>NAME.log.1</c> is the newest, <c>.gz</c> is appended when compressed.</summary>
internal static class Rotation
{
    private static readonly FileStreamOptions PrivateFile = new()
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };

    /// <summary>Makes room for a new file at <paramref name="path"/>; errno or 0. On an error nothing is lost: the file is still where it was.</summary>
    public static int Shift(string path, RotationPolicy policy)
    {
        var vacant = 1;
        while (vacant < policy.Keep && Existing(path, vacant) is not null)
        {
            vacant++;
        }

        if (vacant >= policy.Keep)
        {
            RemoveFrom(path, vacant);
        }

        if (policy.Keep <= 0)
        {
            return Posix.Remove(path);
        }

        // Up to the first name that is free: after a host that ended in the midst of this, none of them is one too many.
        for (var number = vacant - 1; number >= 1; number--)
        {
            var error = Move(path, number, number + 1);
            if (error != 0)
            {
                return error;
            }
        }

        return Posix.Rename(path, Name(path, 1));
    }

    /// <summary>
    /// Compresses the newest rotated file. The whole of it appears at once under its new name and only then goes the old one,
    /// so whoever finds both after a crash may take either.
    /// </summary>
    public static void Compress(string path)
    {
        var plain = Name(path, 1);
        var partial = plain + ".gz.partial";
        try
        {
            using (var source = File.OpenRead(plain))
            using (var target = new FileStream(partial, PrivateFile))
            using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            {
                source.CopyTo(gzip);
            }

            if (Posix.Rename(partial, plain + ".gz") == 0)
            {
                _ = Posix.Remove(plain);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It stays as it is, uncompressed: a full disk is no reason to lose a log.
            _ = Posix.Remove(partial);
        }
    }

    /// <summary>The rotated files that exist, oldest first, and the current one last.</summary>
    public static IReadOnlyList<string> Files(string path)
    {
        var files = new List<string>();
        for (var number = 1; Existing(path, number) is { } file; number++)
        {
            files.Insert(0, file);
        }

        if (File.Exists(path))
        {
            files.Add(path);
        }

        return files;
    }

    private static void RemoveFrom(string path, int first)
    {
        // A smaller log-keep leaves older ones behind: they go at the next rotation.
        for (var number = first; Existing(path, number) is not null; number++)
        {
            _ = Posix.Remove(Name(path, number));
            _ = Posix.Remove(Name(path, number) + ".gz");
        }
    }

    private static int Move(string path, int from, int to)
    {
        if (Existing(path, from) is not { } file)
        {
            return 0;
        }

        var isCompressed = file.EndsWith(".gz", StringComparison.Ordinal);
        var error = Posix.Rename(file, Name(path, to) + (isCompressed ? ".gz" : ""));
        if (error == 0 && isCompressed)
        {
            _ = Posix.Remove(Name(path, from));
        }

        return error;
    }

    private static string Name(string path, int number) => $"{path}.{number}";

    /// <summary>Under which name the file of that number is there, if it is.</summary>
    public static string? Existing(string path, int number)
    {
        var name = Name(path, number);
        return File.Exists(name + ".gz") ? name + ".gz" : File.Exists(name) ? name : null;
    }
}
