using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// The mark that a task cannot lose by accident. Marker and family both miss a double fork into an own session with a cleaned environment
/// (<c>(setsid env -i daemon &amp;)</c>): no variable, no living parent, no group. Resource limits are inherited through all of that, and
/// RLIMIT_LOCKS has had no effect since Linux 2.4.25, so its soft value carries a number of the run. docs/decisions/0012-run-tag.md has the story.
/// </summary>
internal static class RunTag
{
    internal const ulong None = 0;

    // Out of the way of every limit that a person would set, and below RLIM_INFINITY.
    private const ulong Marked = 1UL << 62;

    /// <summary>FNV-1a: a run id is as good as random already, and differs from others of its run in its end.</summary>
    internal static ulong Of(string runId)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in runId)
            hash = (hash ^ character) * 1099511628211UL;
        return Marked | (hash >> 2);
    }

    /// <summary>
    /// The host bears the tag while it spawns, so that the child is born with it. Set on the child's number afterwards it came too late for what
    /// a busy machine let the child fork before (once in a few dozen starts). A system that forbids it leaves the other marks.
    /// </summary>
    /// <returns>What the host bore before, to be put back.</returns>
    internal static ulong Bear(ulong tag)
    {
        if (ResourceLimit.Of(Libc.LimitLocks) is not { } own)
            return ResourceLimit.Unlimited;
        _ = (own with { Soft = Math.Min(tag, own.Hard) }).Set(Libc.LimitLocks);
        return own.Soft;
    }

    internal static ulong Read(int pid) =>
        ResourceLimit.Of(Libc.LimitLocks, pid) is { Soft: not ResourceLimit.Unlimited and var soft } && (soft & Marked) != 0 ? soft : None;
}
