using Bansuri.Abstractions;

namespace Bansuri.Host.Output;

/// <summary>Where a stream's bytes go, and how far its unfinished line has come on each way. Only the task's worker touches it.</summary>
internal sealed class OutputRoute(CapturedFile? file, bool isShown)
{
    public CapturedFile? File => file;

    public bool IsShown => isShown;

    /// <summary>Towards the host's log.</summary>
    public LineFramer Shown { get; } = new(lastStateOnly: true);

    /// <summary>Towards a captured file in a format of lines.</summary>
    public LineFramer Captured { get; } = new(lastStateOnly: false);

    /// <summary>The file has lost the beginning of a line, so it does not get the rest either.</summary>
    public bool IsWithinLostLine { get; set; }

    /// <summary>In which format the line is captured that <see cref="SameFormat"/> was last asked for.</summary>
    public LogFormat Format { get; private set; }

    private bool IsWithinLine { get; set; }

    /// <summary>
    /// How many of the bytes go into the file in one format, which is then in force. A new one counts from the next line on: the beginning of
    /// a line may wait in <see cref="Captured"/> for its end, and half a line of each would be a line of neither.
    /// </summary>
    public int SameFormat(ReadOnlySpan<byte> bytes, LogFormat wanted)
    {
        var length = bytes.Length;
        if (!IsWithinLine)
        {
            Format = wanted;
        }
        else if (Format != wanted && bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            length = end + 1;
        }

        IsWithinLine = bytes[length - 1] != (byte)'\n';
        return length;
    }
}
