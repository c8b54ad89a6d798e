using System.Text.Json;
using Bansuri.Host.StateDirectory.Kernel;

namespace Bansuri.Host.StateDirectory.Leases;

/// <summary><c>lease.json</c>, and the two ways to make it one's own. No file locks: they fail on Lustre and NFS.</summary>
internal sealed class LeaseFile(string directory)
{
    public string Path { get; } = System.IO.Path.Combine(directory, "lease.json");

    /// <summary>Null when there is none; a record without an id when it cannot be understood.</summary>
    public LeaseRecord? Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path), StateJson.Default.LeaseRecord) ?? Damaged();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException)
        {
            return Damaged();
        }
    }

    /// <returns>False when somebody has one.</returns>
    public bool TryCreate(LeaseRecord record)
    {
        var temporary = PrivateFiles.TemporaryBeside(Path);
        try
        {
            PrivateFiles.Write(temporary, StateJson.Write(record));
            return HardLink.TryMake(temporary, Path);
        }
        finally
        {
            PrivateFiles.TryDelete(temporary);
        }
    }

    public void Replace(LeaseRecord record) => PrivateFiles.Replace(Path, StateJson.Write(record));

    // Every writer replaces the whole file, so this is somebody's edit or a broken disk; its time is all that is left to judge by.
    private LeaseRecord Damaged()
    {
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(Path), TimeSpan.Zero);
        return new LeaseRecord
        {
            Id = "",
            Host = "an unknown node (lease.json is damaged)",
            Pid = 0,
            StartTime = 0,
            BootId = "",
            StartedAt = written,
            Heartbeat = written,
            IntervalSeconds = 30,
        };
    }
}
