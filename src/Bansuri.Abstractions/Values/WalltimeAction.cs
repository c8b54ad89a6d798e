namespace Bansuri.Abstractions;

/// <summary>What a task gets when the end of the allocation is near: <c>on-walltime</c>.</summary>
/// <param name="Signal">The number of a signal for its processes, or null.</param>
/// <param name="Command">A command for <c>/bin/sh -c</c>, or null.</param>
/// <param name="Before">How long before the end. Positive.</param>
public sealed record WalltimeAction(int? Signal, TaskCommand? Command, TimeSpan Before);
