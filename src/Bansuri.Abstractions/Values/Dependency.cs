namespace Bansuri.Abstractions;

/// <summary>A task that must have come so far before this one starts.</summary>
/// <param name="Task">The other task's name.</param>
/// <param name="Condition">How far. <see cref="DependencyCondition.Default"/> depends on what the other task is.</param>
public sealed record Dependency(string Task, DependencyCondition Condition = DependencyCondition.Default);
