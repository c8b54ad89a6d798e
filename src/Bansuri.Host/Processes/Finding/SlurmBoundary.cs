using System.Text;

namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// Keeps other Slurm jobs out. A task that calls <c>sbatch</c> exports its marker into the new job, which may come to run on this very node;
/// it is not the task's process, and stopping it is not ours.
/// </summary>
/// <param name="HostJobId">The job that this host runs in, or null.</param>
internal sealed record SlurmBoundary(string? HostJobId)
{
    internal bool IsForeign(ProcessRow row, ProcessTable table, string? runJobId) =>
        IsForeignJob(row.Marks.JobId, runJobId) || IsBelowForeignStep(row, table, runJobId);

    private bool IsForeignJob(string? job, string? runJobId) => job is not null && job != HostJobId && job != runJobId;

    private bool IsBelowForeignStep(ProcessRow row, ProcessTable table, string? runJobId)
    {
        // Bounded, for /proc is no snapshot: rows read at different times might form a ring.
        for (var depth = 0; depth < 100 && table.Find(row.Parent) is { } parent; depth++)
        {
            if (parent.Pid == Environment.ProcessId)
                return false;
            if (parent.Name == "slurmstepd")
                return IsForeignJob(JobOfStep(parent.Pid), runJobId);
            row = parent;
        }

        return false;
    }

    /// <summary>A step daemon calls itself <c>slurmstepd: [1234.batch]</c>.</summary>
    private static string? JobOfStep(int pid)
    {
        Span<byte> buffer = stackalloc byte[128];
        var length = ProcFile.Read(pid, "cmdline"u8, buffer);
        var title = length > 0 ? Encoding.UTF8.GetString(buffer[..length]) : "";
        var open = title.IndexOf('[', StringComparison.Ordinal);
        var dot = title.IndexOf('.', StringComparison.Ordinal);
        return open >= 0 && dot > open ? title[(open + 1)..dot] : null;
    }
}
