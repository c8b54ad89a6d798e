using System.Buffers;
using System.Globalization;
using System.IO.Enumeration;

namespace Bansuri.Host.Processes.Finding;

/// <summary>All processes of this node that can be seen, at one time or nearly so: /proc is no snapshot, which is why scans are repeated.</summary>
internal sealed class ProcessTable
{
    private readonly Dictionary<int, ProcessRow> _byPid;

    private ProcessTable(IReadOnlyCollection<ProcessRow> rows)
    {
        _byPid = rows.ToDictionary(row => row.Pid);
        ByParent = rows.ToLookup(row => row.Parent);
        BySession = rows.ToLookup(row => row.Session);
        ByGroup = rows.ToLookup(row => row.Group);
        ByRunId = rows.Where(row => row.Marks.RunId is not null).ToLookup(row => row.Marks.RunId ?? "");
        ByTag = rows.Where(row => row.Tag != RunTag.None).ToLookup(row => row.Tag);
    }

    internal ILookup<int, ProcessRow> ByParent { get; }

    internal ILookup<int, ProcessRow> BySession { get; }

    internal ILookup<int, ProcessRow> ByGroup { get; }

    internal ILookup<string, ProcessRow> ByRunId { get; }

    internal ILookup<ulong, ProcessRow> ByTag { get; }

    internal ProcessRow? Find(int pid) => _byPid.GetValueOrDefault(pid);

    internal ProcessRow? Find(ProcessIdentity identity) => Find(identity.Pid) is { } row && row.Identity == identity ? row : null;

    internal static ProcessTable Of(IReadOnlyCollection<ProcessRow> rows) => new(rows);

    /// <summary>Looks through /proc on the caller's thread.</summary>
    internal static ProcessTable Scan()
    {
        var rows = new List<ProcessRow>();
        var buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
        try
        {
            foreach (var pid in Pids())
            {
                if (Read(pid, ref buffer) is { IsKernelThread: false } row)
                    rows.Add(row);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return new(rows);
    }

    /// <summary>One process with all that marks it; null when it is gone.</summary>
    /// <param name="buffer">Of the shared pool; a larger one takes its place when the environment needs it.</param>
    internal static ProcessRow? Read(int pid, ref byte[] buffer)
    {
        if (ProcessRow.Read(pid) is not { } row)
            return null;
        if (row.IsKernelThread)
            return row;
        // A zombie has lost its environment, but not its limits.
        return row with { Marks = row.HasEnded ? default : EnvironmentMarks.Read(pid, ref buffer), Tag = RunTag.Read(pid) };
    }

    internal static FileSystemEnumerable<int> Pids() => new("/proc", (ref entry) => Number(entry.FileName))
    {
        ShouldIncludePredicate = (ref entry) => Number(entry.FileName) > 0,
    };

    private static int Number(ReadOnlySpan<char> name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
