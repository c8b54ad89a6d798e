using System.Globalization;
using System.Text.Json;
using Bansuri.Host.StateDirectory.Kernel;

namespace Bansuri.Host.StateDirectory.Instances;

/// <summary>One host's folder in the runtime directory: <c>PID-START/</c> with <c>INSTANCE.json</c>, the control socket, plugin copies.</summary>
internal sealed class InstanceFolder : IDisposable
{
    private const string FileName = "INSTANCE.json";
    private const string SocketName = "control.sock";

    private readonly Instance _instance;

    private InstanceFolder(string path, Instance instance)
    {
        Path = path;
        _instance = instance;
    }

    public string Path { get; }

    public string Socket => _instance.Socket;

    /// <summary>Where this process's folder is, or will be.</summary>
    public static string PathOf(string runtimeDirectory)
    {
        var self = ProcessStamp.Self;
        return System.IO.Path.Combine(runtimeDirectory, string.Create(CultureInfo.InvariantCulture, $"{self.Pid}-{self.StartTime}"));
    }

    public static string SocketIn(string folder) => System.IO.Path.Combine(folder, SocketName);

    /// <summary>Makes this process's folder, once what dead hosts left is gone.</summary>
    /// <param name="runtimeDirectory">From <see cref="RuntimePlaces.Open"/>.</param>
    /// <param name="describe">Gets process and socket and adds the rest.</param>
    public static InstanceFolder Create(string runtimeDirectory, Func<ProcessStamp, string, Instance> describe)
    {
        RemoveStale(runtimeDirectory);
        var self = ProcessStamp.Self;
        var path = PathOf(runtimeDirectory);
        var folder = new InstanceFolder(path, describe(self, SocketIn(path)));
        folder.Ensure();
        return folder;
    }

    /// <summary>The instances in a runtime directory whose process runs.</summary>
    public static IEnumerable<Instance> Alive(string runtimeDirectory) =>
        Read(runtimeDirectory).Where(each => each.Instance is { IsAlive: true }).Select(each => each.Instance!); // not null by the line before

    /// <summary>Makes what is missing: tmp cleaners know no mercy. Cheap when nothing is.</summary>
    public void Ensure()
    {
        PrivateFiles.MakeDirectory(System.IO.Path.GetDirectoryName(Path)!); // the runtime directory
        PrivateFiles.MakeDirectory(Path);

        // Who put a file there first may have made it with the umask's mode.
        File.SetUnixFileMode(Path, PrivateFiles.DirectoryMode);
        var file = System.IO.Path.Combine(Path, FileName);
        if (!File.Exists(file))
        {
            PrivateFiles.Replace(file, StateJson.Write(_instance));
        }
    }

    public void Dispose() => TryRemove(Path);

    private static void RemoveStale(string runtimeDirectory)
    {
        var here = NodeIdentity.Read().PidNamespace;
        foreach (var (path, instance) in Read(runtimeDirectory))
        {
            // One without a file is being made, unless its process is gone.
            var stamp = instance is null ? StampOf(path) : new ProcessStamp(instance.Pid, instance.StartTime);
            if (stamp is { IsAlive: false } && (instance is null || instance.PidNamespace == here))
            {
                TryRemove(path);
            }
        }
    }

    private static IEnumerable<(string Path, Instance? Instance)> Read(string runtimeDirectory) =>
        Directory.Exists(runtimeDirectory)
            ? Directory.EnumerateDirectories(runtimeDirectory).Where(path => StampOf(path) is not null).Select(path => (path, ReadFile(path)))
            : [];

    private static Instance? ReadFile(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(System.IO.Path.Combine(folder, FileName)), StateJson.Default.Instance);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static ProcessStamp? StampOf(string folder) =>
        System.IO.Path.GetFileName(folder).Split('-') is [var pid, var start]
        && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && ulong.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new(number, ticks)
            : null;

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // Another host may be at the same work.
        }
    }
}
