using System.Buffers;
using System.Buffers.Text;

namespace Bansuri.Host.Processes.Finding;

/// <summary>How far Linux has come in giving out process numbers, which it does in turn and in circles (idr_alloc_cyclic).</summary>
/// <param name="Last">The number given out last in this pid namespace, the last field of <c>/proc/loadavg</c>.</param>
internal readonly record struct PidCursor(int Last)
{
    /// <summary>Now; zero where the kernel does not say.</summary>
    internal static PidCursor Read()
    {
        Span<byte> text = stackalloc byte[128];
        var length = ProcFile.Read("/proc/loadavg\0"u8, text);
        text = text[..Math.Max(0, length)].TrimEnd((byte)'\n');
        return new(Utf8Parser.TryParse(text[(text.LastIndexOf((byte)' ') + 1)..], out int last, out _) ? last : 0);
    }

    /// <summary>How many numbers have been given out after an earlier cursor, when that was less than a circle ago.</summary>
    internal int Distance(PidCursor earlier, int circle) => Last >= earlier.Last ? Last - earlier.Last : circle - earlier.Last + Last;

    /// <summary>Those numbers; some are threads', and some nobody's any more.</summary>
    internal IEnumerable<int> Since(PidCursor earlier, int circle) =>
        Enumerable.Range(1, Distance(earlier, circle)).Select(step => (earlier.Last + step) % circle).Where(number => number > 0);

    /// <summary>All processes and threads begun since the boot, by which circles are counted; null where the kernel does not say.</summary>
    internal static long? Forks()
    {
        // A line for each processor stands before it, and one for the interrupts that may have thousands of numbers.
        var buffer = ArrayPool<byte>.Shared.Rent(256 << 10);
        var text = buffer.AsSpan(0, Math.Max(0, ProcFile.Read("/proc/stat\0"u8, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
        var at = text.IndexOf("\nprocesses "u8);
        return at >= 0 && Utf8Parser.TryParse(text[(at + "\nprocesses ".Length)..], out long forks, out _) ? forks : null;
    }

    /// <summary>How many numbers there are.</summary>
    internal static int Circle() =>
        Utf8Parser.TryParse(File.ReadAllBytes("/proc/sys/kernel/pid_max"), out int most, out _) ? most : 0;
}
