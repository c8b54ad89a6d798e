namespace Bansuri.Abstractions;

/// <summary>What a restart-class change does to a task: <c>on-change</c>.</summary>
/// <param name="Kind">The reaction.</param>
/// <param name="Signal">The number of the signal for <see cref="ChangeReactionKind.Signal"/>, otherwise 0.</param>
public readonly record struct ChangeReaction(ChangeReactionKind Kind, int Signal = 0);
