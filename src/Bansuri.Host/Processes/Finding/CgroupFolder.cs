using System.Globalization;

namespace Bansuri.Host.Processes.Finding;

/// <summary>The host's own cgroup (v2), where it may make one below it for each run: as root, or where systemd has delegated it.</summary>
/// <remarks>
/// Inside a Slurm allocation a user has none. Controllers are left alone, so that the host may stay where it is: the rule that inner
/// cgroups have no processes is for those that distribute resources. https://docs.kernel.org/admin-guide/cgroup-v2.html
/// </remarks>
internal sealed class CgroupFolder
{
    // Flat and named after the run: the next host on the same node, in the same cgroup, finds what a dead one left by the run's number.
    private const string Prefix = "bansuri-";

    private readonly string _path;

    private CgroupFolder(string path) => _path = path;

    /// <summary>Null where no cgroup can be made, or where the kernel (before 5.14) kills none.</summary>
    internal static CgroupFolder? Find()
    {
        try
        {
            return Own(File.ReadAllText("/proc/self/cgroup"), File.ReadAllText("/proc/self/mountinfo")) is { } path && CanMake(path) ? new(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The folder of this process's cgroup, from the texts of <c>/proc/self/cgroup</c> and <c>/proc/self/mountinfo</c>; null where it is not mounted.</summary>
    internal static string? Own(string cgroups, string mounts)
    {
        var own = cgroups.Split('\n').FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..];
        // A path with `..` is outside what this process may see.
        if (own is null || own.Contains("..", StringComparison.Ordinal))
            return null;
        foreach (var line in mounts.Split('\n'))
        {
            var (fields, rest) = (line.Split(' '), line.Split(" - "));
            if (fields.Length < 5 || rest.Length < 2 || !rest[1].StartsWith("cgroup2 ", StringComparison.Ordinal))
                continue;
            var (root, point) = (fields[3].TrimEnd('/'), fields[4]);
            if (own.StartsWith(root + "/", StringComparison.Ordinal))
                return Path.Combine(point, own[(root.Length + 1)..]);
        }

        return null;
    }

    /// <summary>The cgroup of a run that has begun; it is made when a process is put there.</summary>
    internal RunCgroup For(string runId) => new(this, runId, exists: false);

    /// <summary>The cgroup that an earlier host made for a run; null when there is none.</summary>
    internal RunCgroup? Find(string runId) => Directory.Exists(PathOf(runId)) ? new(this, runId, exists: true) : null;

    internal string PathOf(string runId) => Path.Combine(_path, Prefix + Uri.EscapeDataString(runId));

    private static bool CanMake(string path)
    {
        var probe = Directory.CreateDirectory(Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}probe-{Environment.ProcessId}"))).FullName;
        var kills = File.Exists(Path.Combine(probe, "cgroup.kill"));
        Directory.Delete(probe);
        return kills;
    }
}
