using System.Collections.Immutable;

namespace Bansuri.Host.Control.Contracts;

/// <summary>One line of a task's output.</summary>
/// <param name="At">When it was written; null where the captured file does not say.</param>
/// <param name="Stderr">True for stderr, where it is captured apart.</param>
/// <param name="Text">Without its line end.</param>
internal sealed record LogLine(DateTimeOffset? At, bool Stderr, string Text)
{
    /// <summary>How many bytes of output a slow follower lost here; then there is no text. 0 for a line.</summary>
    public long Missed { get; init; }
}

internal sealed record LogDocument(ImmutableArray<LogLine> Lines);
