namespace Bansuri.Abstractions.Nodes;

/// <summary>Where a value stands: line and column count from 1, in characters; 0 when the value did not come from a text.</summary>
internal readonly record struct SourceSpan(string? File, int Line, int Column, int Length)
{
    public static readonly SourceSpan None;
}
