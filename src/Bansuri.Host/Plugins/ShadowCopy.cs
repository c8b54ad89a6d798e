#pragma warning disable CA1416 // The host runs on Linux alone.
using System.Security.Cryptography;
using System.Text;

namespace Bansuri.Host.Plugins;

/// <summary>
/// A node-local copy of a plugin folder that nobody else writes to: the runtime maps what it loads, and a file that is overwritten
/// while it is mapped corrupts the code or ends the host with SIGBUS.
/// </summary>
/// <param name="Directory">Where the copy lies.</param>
/// <param name="Hash">SHA-256 over names and bytes, in hexadecimal.</param>
internal sealed record ShadowCopy(string Directory, string Hash)
{
    private const int BufferSize = 64 * 1024; // below the size of a large object, which only a full collection frees

    /// <summary>Copies the files and hashes what was copied.</summary>
    /// <param name="folder">The plugin's folder.</param>
    /// <param name="files">Paths relative to it.</param>
    /// <param name="parent">Where copies of this plugin go.</param>
    /// <param name="number">The generation: makes the path unique, as a path that was mapped once gives the old code again.</param>
    public static ShadowCopy Make(string folder, IReadOnlyList<string> files, string parent, int number)
    {
        var staging = Path.Combine(parent, $"{number}-new");
        Delete(staging);
        try
        {
            System.IO.Directory.CreateDirectory(staging, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var hash = Copy(folder, files, staging);
            var final = Path.Combine(parent, $"{number}-{hash[..12]}");
            Delete(final);
            System.IO.Directory.Move(staging, final);
            return new ShadowCopy(final, hash);
        }
        catch
        {
            // A disk that is full would only be fuller.
            Delete(staging);
            throw;
        }
    }

    private static string Copy(string folder, IReadOnlyList<string> files, string staging)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        foreach (var file in files)
        {
            using var source = new FileStream(Path.Combine(folder, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\n{source.Length}\n"));
            var target = Path.Combine(staging, file);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!); // below staging, so it has a parent
            using var copy = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
            int read;
            while ((read = source.Read(buffer)) > 0)
            {
                hash.AppendData(buffer.AsSpan(0, read));
                copy.Write(buffer.AsSpan(0, read));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Deletes a copy; one that cannot be deleted is left, as a copy does no harm.</summary>
    public static void Delete(string directory)
    {
        try
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
