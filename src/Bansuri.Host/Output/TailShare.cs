namespace Bansuri.Host.Output;

/// <summary>What of the files' end the tail has as well.</summary>
/// <param name="LineEnds">So many lines.</param>
/// <param name="HasBegun">And the beginning of one that has no end yet.</param>
internal readonly record struct TailShare(int LineEnds, bool HasBegun);
