namespace Bansuri.Host.Reconciliation;

/// <summary>
/// Holds back a reload that would leave no task at all until the files have read the same for one more check interval: a half-written
/// include or a wrong path should not stop everything. Immutable; times are of a monotonic clock.
/// </summary>
/// <param name="HeldHash">The content that is held back, or null.</param>
/// <param name="HeldSince">When it was first read.</param>
internal sealed record ReloadGuard(string? HeldHash = null, TimeSpan HeldSince = default)
{
    /// <summary>Whether to apply the reload now, and the guard from then on.</summary>
    public (bool Apply, ReloadGuard Next) Judge(GuardQuestion question)
    {
        if (!question.Removes || question.IsConfirmed || question.Interval == TimeSpan.Zero)
        {
            return (true, new ReloadGuard());
        }

        var isHeld = HeldHash == question.ContentHash;
        return isHeld && question.Now - HeldSince >= question.Interval
            ? (true, new ReloadGuard())
            : (false, isHeld ? this : new ReloadGuard(question.ContentHash, question.Now));
    }
}
