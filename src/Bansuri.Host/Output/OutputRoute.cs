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
}
