namespace Bansuri.Host.Plugins;

/// <summary>
/// When a folder that is being written has settled: after 300 ms without a change. A copy that comes in pieces gets three times the longest
/// pause that it has made so far, and one that stopped in the middle of a file two seconds.
/// </summary>
internal sealed class SettledLook
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromSeconds(2);

    private string? _seen;
    private long _seenAt;
    private TimeSpan _quiet = Quiet;
    private bool _isUnderWay;
    private bool _stalled;

    /// <summary>Whether the content has stood still for long enough. At the first look of a host, files that are old enough have.</summary>
    public bool IsQuiet(FolderContent content, bool first, TimeProvider time)
    {
        var still = time.GetElapsedTime(_seenAt);
        if (content.Fingerprint == _seen)
        {
            var isQuiet = still >= (_stalled ? LongestQuiet : _quiet);
            _isUnderWay = !isQuiet;
            return isQuiet;
        }

        _quiet = _isUnderWay ? Within(3 * still) : Quiet;
        (_seen, _seenAt, _isUnderWay, _stalled) = (content.Fingerprint, time.GetTimestamp(), true, false);
        return first && time.GetUtcNow() - content.NewestWrite >= Quiet;
    }

    /// <summary>A file of what has been quiet is not whole, so a copy has stalled. True when it has had time enough.</summary>
    public bool HasStalled(FolderContent content, TimeProvider time)
    {
        (_stalled, _isUnderWay) = (true, true);
        return time.GetElapsedTime(_seenAt) >= LongestQuiet || time.GetUtcNow() - content.NewestWrite >= LongestQuiet;
    }

    private TimeSpan Within(TimeSpan wanted) => wanted > LongestQuiet ? LongestQuiet : wanted > _quiet ? wanted : _quiet;
}
