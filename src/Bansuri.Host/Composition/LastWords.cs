using Bansuri.Host.Logging;

namespace Bansuri.Host.Composition;

/// <summary>The end of what a notifier says, for the line in the log when it fails.</summary>
internal sealed class LastWords : KeptOutput
{
    private const int Longest = 200;

    /// <summary>Begins with a colon, or is empty.</summary>
    public override string ToString()
    {
        var last = Text.Split('\n').LastOrDefault(line => !string.IsNullOrWhiteSpace(line));
        return last is null ? "" : ": " + SafeText.Of(last.Trim());
    }

    protected override void Keep(List<byte> kept, ReadOnlySpan<byte> bytes)
    {
        kept.AddRange(bytes.Length > Longest ? bytes[^Longest..] : bytes);
        kept.RemoveRange(0, Math.Max(0, kept.Count - Longest));
    }
}
