using System.Text;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>
/// Finds out why a program cannot start. ENOENT alone may mean the directory, the program or the interpreter of its first line; and behind
/// the shell prefix, which turns every failure into exit code 126 or 127, it has to be known beforehand.
/// </summary>
internal static class StartFault
{
    /// <summary>The first fault in the order in which the kernel would meet them, or null.</summary>
    internal static ProcessStartException? Find(ProcessStart start)
    {
        if (CheckDirectory(start.WorkingDirectory) is var directory and not 0)
            return new(directory, $"working directory '{start.WorkingDirectory}'");
        var (path, errno) = ProgramPath.Find(start);
        if (errno != 0)
            return new(errno, start.FileName.Contains('/', StringComparison.Ordinal) ? $"program '{path}'" : $"program '{path}' in PATH");
        return CheckFormat(start.WorkingDirectory, path);
    }

    private static int CheckDirectory(string path)
    {
        if (File.Exists(path))
            return Errno.NotDirectory;
        return Libc.Access(path, Libc.ExecutePermission) == 0 ? 0 : Errno.Last;
    }

    private static ProcessStartException? CheckFormat(string directory, string path)
    {
        var head = Head(Path.Combine(directory, path));
        if (head is null || head.StartsWith("\u007fELF", StringComparison.Ordinal))
            return null;
        if (!head.StartsWith("#!", StringComparison.Ordinal))
            // A NUL byte means some binary format that binfmt_misc may know: the kernel decides.
            return head.Contains('\0', StringComparison.Ordinal) ? null : new(Errno.NoExec, $"program '{path}' has no #! line");
        var interpreter = head[2..].Split('\n')[0].TrimStart(' ', '\t').Split(' ', '\t')[0];
        var errno = ProgramPath.Check(directory, interpreter);
        // A file with Windows line ends asks for an interpreter whose name ends in a carriage return.
        return errno == 0 ? null : new(errno, $"interpreter '{interpreter.Replace("\r", "\\r", StringComparison.Ordinal)}' of '{path}'");
    }

    /// <summary>The first bytes, one character each; null when they may not be read, which is no hindrance to execute a program.</summary>
    private static string? Head(string path)
    {
        try
        {
            Span<byte> bytes = stackalloc byte[256];
            using var file = File.OpenHandle(path);
            return Encoding.Latin1.GetString(bytes[..RandomAccess.Read(file, bytes, 0)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
