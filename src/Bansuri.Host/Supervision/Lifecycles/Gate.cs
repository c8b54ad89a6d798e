namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>Whether a run may begin: what it depends on, and whether a plugin provides its type.</summary>
/// <param name="Reason">Why not, e.g. <c>no plugin provides type 'x'</c>; null when it may.</param>
/// <param name="IsLost">It can no longer come true: a once-task that waits fails.</param>
internal sealed record Gate(string? Reason, bool IsLost = false)
{
    public static readonly Gate Open = new(Reason: null);

    /// <summary>What remains of the allocation is too short: the task is shown as deferred.</summary>
    public bool IsDeferral { get; init; }

    public bool IsOpen => Reason is null;
}
