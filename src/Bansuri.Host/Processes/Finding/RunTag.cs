using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// The mark that a task cannot lose by accident. Marker and family both miss a double fork into an own session with a cleaned environment
/// (<c>(setsid env -i daemon &amp;)</c>): no variable, no living parent, no group. Resource limits are inherited through all of that, and
/// RLIMIT_LOCKS has had no effect since Linux 2.4.25, so its soft value carries a number of the run. docs/decisions/0012-run-tag.md has the story.
/// </summary>
internal static unsafe class RunTag
{
    internal const ulong None = 0;

    // Out of the way of every limit that a person would set, and below RLIM_INFINITY.
    private const ulong Marked = 1UL << 62;

    internal static ulong Of(string runId) =>
        Marked | (BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(runId))) >> 2);

    /// <summary>
    /// The host bears the tag while it spawns, so that the child is born with it. Set on the child's number afterwards it came too late for what
    /// a busy machine let the child fork before (once in a few dozen starts). A system that forbids it leaves the other marks.
    /// </summary>
    /// <returns>What the host bore before, to be put back.</returns>
    internal static ulong Bear(ulong tag)
    {
        ResourceLimit limit;
        if (Libc.Limit(0, Libc.LimitLocks, null, &limit) != 0)
            return ResourceLimit.Unlimited;
        var before = limit.Soft;
        limit.Soft = Math.Min(tag, limit.Hard);
        _ = Libc.Limit(0, Libc.LimitLocks, &limit, null);
        return before;
    }

    internal static ulong Read(int pid)
    {
        ResourceLimit limit;
        return Libc.Limit(pid, Libc.LimitLocks, null, &limit) == 0 && limit.Soft != ResourceLimit.Unlimited && (limit.Soft & Marked) != 0
            ? limit.Soft
            : None;
    }
}
