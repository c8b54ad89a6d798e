using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// The mark that a task cannot lose by accident. Marker and family both miss a double fork into an own session with a cleaned environment
/// (<c>(setsid env -i daemon &amp;)</c>): no variable, no living parent, no group. Resource limits are inherited through all of that, and
/// RLIMIT_LOCKS has had no effect since Linux 2.4.25, so its soft value carries a number of the run. docs/decisions/run-tag.md has the story.
/// </summary>
internal static unsafe class RunTag
{
    internal const ulong None = 0;

    // Out of the way of every limit that a person would set, and below RLIM_INFINITY.
    private const ulong Marked = 1UL << 62;

    internal static ulong Of(string runId) =>
        Marked | (BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(runId))) >> 2);

    /// <summary>Right after the spawn; a system that forbids it leaves the other marks.</summary>
    internal static void Put(int pid, ulong tag)
    {
        ResourceLimit limit;
        if (Libc.Limit(pid, Libc.LimitLocks, null, &limit) != 0)
            return;
        limit.Soft = Math.Min(tag, limit.Hard);
        _ = Libc.Limit(pid, Libc.LimitLocks, &limit, null);
    }

    internal static ulong Read(int pid)
    {
        ResourceLimit limit;
        return Libc.Limit(pid, Libc.LimitLocks, null, &limit) == 0 && limit.Soft != ResourceLimit.Unlimited && (limit.Soft & Marked) != 0
            ? limit.Soft
            : None;
    }
}
