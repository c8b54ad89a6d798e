namespace Bansuri.Host.Output;

/// <summary>What a follower gets at once.</summary>
/// <param name="Pieces">Copies.</param>
/// <param name="Next">Where to go on.</param>
/// <param name="Skipped">Bytes that were gone before they could be read.</param>
/// <param name="More">Ends when there is more; null when there may be more already, or never again.</param>
internal readonly record struct OutputPage(List<OutputPiece> Pieces, long Next, long Skipped, Task? More);
