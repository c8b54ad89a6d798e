namespace Bansuri.Host.Control;

/// <summary>Output of a task as it is printed: lines, or what is missing.</summary>
/// <param name="Lines">Whole ones in UTF-8, each with its end; only there until the next text is asked for.</param>
/// <param name="Missed">How many bytes a slow follower lost here; then there are no lines.</param>
internal readonly record struct LogText(ReadOnlyMemory<byte> Lines, long Missed = 0)
{
    /// <summary>No UTF-8 has this byte: on the wire, it begins the line that says how many bytes are missing.</summary>
    public const byte GapMark = 0xff;
}
