using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>Finds a program the way execvp does, in the child's PATH and from the child's directory.</summary>
internal static class ProgramPath
{
    // What the C library takes when there is no PATH at all.
    private const string DefaultSearch = "/bin:/usr/bin";

    /// <summary>The path to execute, relative to the child's directory, or the errno that execvp would give.</summary>
    internal static (string Path, int Errno) Find(ProcessStart start)
    {
        var name = start.FileName;
        if (name.Contains('/', StringComparison.Ordinal))
            return (name, Check(start.WorkingDirectory, name));
        // Something that may not be executed is passed over, and told only when nothing better follows.
        var refused = Errno.NotFound;
        var search = start.Environment.GetValueOrDefault("PATH", DefaultSearch).AsSpan();
        foreach (var part in search.Split(':'))
        {
            var folder = search[part];
            var candidate = string.Concat(folder.IsEmpty ? "." : folder, "/", name);
            var errno = name.Length == 0 ? Errno.NotFound : Check(start.WorkingDirectory, candidate);
            if (errno == 0)
                return (candidate, 0);
            if (errno == Errno.NoAccess)
                refused = errno;
        }

        return (name, refused);
    }

    /// <summary>0 for a file that may be executed.</summary>
    internal static int Check(string directory, string path)
    {
        var full = Path.Combine(directory, path);
        if (Libc.Access(full, Libc.ExecutePermission) != 0)
            return Errno.Last;
        return Directory.Exists(full) ? Errno.NoAccess : 0;
    }
}
