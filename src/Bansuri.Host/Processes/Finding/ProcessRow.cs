using System.Buffers.Text;
using System.Text;

namespace Bansuri.Host.Processes.Finding;

/// <summary>A line of <c>/proc/PID/stat</c> (proc_pid_stat(5) numbers the fields), and what marks the process as a run's.</summary>
internal sealed record ProcessRow
{
    private const uint KernelThread = 0x0020_0000;

    internal required ProcessIdentity Identity { get; init; }

    internal required string Name { get; init; }

    internal required char State { get; init; }

    internal required int Parent { get; init; }

    internal required int Group { get; init; }

    internal required int Session { get; init; }

    internal required bool IsKernelThread { get; init; }

    internal required int Threads { get; init; }

    /// <summary>User and system time, the waited-for descendants' included, in clock ticks.</summary>
    internal required long CpuTicks { get; init; }

    internal required long ResidentPages { get; init; }

    internal EnvironmentMarks Marks { get; init; }

    internal ulong Tag { get; init; }

    internal int Pid => Identity.Pid;

    /// <summary>A zombie has ended, unless only its first thread has: the others then still run.</summary>
    internal bool HasEnded => State is 'X' or 'x' || (State == 'Z' && Threads <= 1);

    internal ProcessInfo ToInfo() => new(Identity, Parent, Name);

    /// <summary>The process that has this number, or null.</summary>
    internal static ProcessRow? Read(int pid)
    {
        Span<byte> buffer = stackalloc byte[1024];
        var length = ProcFile.Read(pid, "stat"u8, buffer);
        return length > 0 ? Parse(pid, buffer[..length]) : null;
    }

    /// <summary>The name stands in parentheses and may contain them, and spaces: the last one counts.</summary>
    internal static ProcessRow? Parse(int pid, ReadOnlySpan<byte> line)
    {
        var open = line.IndexOf((byte)'(');
        var close = line.LastIndexOf((byte)')');
        if (open < 0 || close < open || close + 2 >= line.Length)
            return null;
        Span<long> fields = stackalloc long[25];
        var state = (char)line[close + 2];
        var rest = line[(close + 4)..];
        for (var field = 4; field <= 24 && !rest.IsEmpty; field++)
        {
            // Unsigned fields (addresses, limits) may not fit; none of those is used.
            _ = Utf8Parser.TryParse(rest, out fields[field], out var _);
            var space = rest.IndexOf((byte)' ');
            rest = space < 0 ? [] : rest[(space + 1)..];
        }

        return new()
        {
            Identity = new(pid, (ulong)fields[22]),
            Name = Encoding.UTF8.GetString(line[(open + 1)..close]),
            State = state,
            Parent = (int)fields[4],
            Group = (int)fields[5],
            Session = (int)fields[6],
            IsKernelThread = ((uint)fields[9] & KernelThread) != 0,
            CpuTicks = fields[14] + fields[15] + fields[16] + fields[17],
            Threads = (int)fields[20],
            ResidentPages = fields[24],
        };
    }
}
