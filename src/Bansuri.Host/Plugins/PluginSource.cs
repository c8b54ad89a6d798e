using Bansuri.Abstractions.Diagnostics;

namespace Bansuri.Host.Plugins;

/// <summary>What the catalog remembers of one plugin folder from look to look.</summary>
internal sealed class PluginSource(string folder)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private string? _seen;
    private long _seenAt;

    public string Folder => folder;

    public string Name => Path.GetFileName(folder);

    /// <summary>The generation that is offered; null while there is none.</summary>
    public PluginGeneration? Current { get; set; }

    /// <summary>The content that has been dealt with, whether it was taken or rejected.</summary>
    public string? Settled { get; set; }

    /// <summary>Why the last content was not taken; null when it was.</summary>
    public Diagnostic? Rejection { get; set; }

    /// <summary>Whether the folder is gone and its types are used all the same.</summary>
    public bool IsMissed { get; set; }

    /// <summary>
    /// Whether the content has stood still for a moment. At the first look of a host, files that are old enough have.
    /// </summary>
    public bool IsQuiet(FolderContent content, bool first, TimeProvider time)
    {
        if (content.Fingerprint == _seen)
        {
            return time.GetElapsedTime(_seenAt) >= Quiet;
        }

        (_seen, _seenAt) = (content.Fingerprint, time.GetTimestamp());
        return first && time.GetUtcNow() - content.NewestWrite >= Quiet;
    }
}
