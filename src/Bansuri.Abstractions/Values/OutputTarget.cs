namespace Bansuri.Abstractions;

/// <summary>Where a stream of a task goes.</summary>
/// <param name="Kind">The kind of target.</param>
/// <param name="Path">The absolute path for <see cref="OutputTargetKind.File"/>, otherwise null.</param>
public sealed record OutputTarget(OutputTargetKind Kind, string? Path = null);
