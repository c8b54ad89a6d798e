namespace Bansuri.Host.Reconciliation;

/// <summary>What is asked of the <see cref="ReloadGuard"/>.</summary>
/// <param name="Removes">Whether the plan leaves no task where there are some.</param>
/// <param name="ContentHash">Of the content that was read.</param>
/// <param name="IsConfirmed">Whether an operator asked for the reload.</param>
/// <param name="Interval">The check interval in force; zero when the guard is off.</param>
/// <param name="Now">The time.</param>
internal readonly record struct GuardQuestion(bool Removes, string ContentHash, bool IsConfirmed, TimeSpan Interval, TimeSpan Now)
{
    /// <summary>The question that a plan raises.</summary>
    public static GuardQuestion For(DesiredState? old, DesiredState next, string contentHash, bool isConfirmed, TimeSpan now) => new(
        old is { Tasks.IsEmpty: false } && next.Tasks.IsEmpty,
        contentHash,
        isConfirmed,
        (old ?? next).Host is { ReloadGuard: true } inForce ? inForce.CheckInterval : TimeSpan.Zero,
        now);
}
