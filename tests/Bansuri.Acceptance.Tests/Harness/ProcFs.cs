using System.Globalization;
using System.Text;

namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>What /proc says about processes. A zombie counts as gone.</summary>
internal static class ProcFs
{
    public static bool IsAlive(int pid) => StatFields(pid) is [var state, ..] && state is not ("Z" or "X");

    /// <summary>Those whose environment has the variable with this value.</summary>
    public static IReadOnlyList<int> WithEnvironment(string name, string value)
    {
        var wanted = Encoding.UTF8.GetBytes($"{name}={value}\0");
        return [.. Pids().Where(pid => Read($"/proc/{pid}/environ").AsSpan().IndexOf(wanted) >= 0)];
    }

    /// <summary>Those whose working directory is the folder.</summary>
    public static IReadOnlyList<int> WorkingIn(string folder) => [.. Pids().Where(pid => WorkingDirectory(pid) == folder && IsAlive(pid))];

    public static IReadOnlyList<int> Children(int parent) =>
        [.. Pids().Where(pid => StatFields(pid) is [_, var id, ..] && id == parent.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The session of a process, 0 when it is gone.</summary>
    public static int Session(int pid) => StatFields(pid) is [_, _, _, var session, ..] ? int.Parse(session, CultureInfo.InvariantCulture) : 0;

    public static string CommandLine(int pid) => Encoding.UTF8.GetString(Read($"/proc/{pid}/cmdline")).Replace('\0', ' ').Trim();

    /// <summary>The files of a folder that a process has mapped, without those of folders below it.</summary>
    public static IReadOnlyList<string> MappedIn(int pid, string folder) =>
        [.. Encoding.UTF8.GetString(Read($"/proc/{pid}/maps")).Split('\n').Where(line => line.Contains('/', StringComparison.Ordinal))
            .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Where(path => Path.GetDirectoryName(path) == folder).Distinct()];

    /// <summary>Whether a process has loaded a library, by the name of its file.</summary>
    public static bool Maps(int pid, string library) => Read($"/proc/{pid}/maps").AsSpan().IndexOf(Encoding.UTF8.GetBytes($"/{library}\n")) >= 0;

    /// <summary>A line of /proc/PID/status.</summary>
    public static string? Status(int pid, string name) =>
        Encoding.UTF8.GetString(Read($"/proc/{pid}/status")).Split('\n').FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();

    public static long ResidentKilobytes(int pid) =>
        long.Parse(Status(pid, "VmRSS")?.Split(' ')[0] ?? throw new InvalidOperationException($"no process {pid}"), CultureInfo.InvariantCulture);

    public static int Nice(int pid) => StatFields(pid) is { Length: > 16 } fields ? int.Parse(fields[16], CultureInfo.InvariantCulture) : 0;

    // From the third field on: the second is the name, which may hold blanks and brackets.
    private static string[] StatFields(int pid)
    {
        var text = Encoding.UTF8.GetString(Read($"/proc/{pid}/stat"));
        return text.Length == 0 ? [] : text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static IEnumerable<int> Pids() =>
        from folder in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(folder)
        where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(name, CultureInfo.InvariantCulture);

    private static string? WorkingDirectory(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/cwd").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
