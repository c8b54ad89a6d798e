using System.Globalization;

namespace Bansuri.Host.Slurm;

/// <summary>What its administrators have set, from <c>scontrol show config</c>; null is what it does not say.</summary>
/// <param name="KillWait">From Slurm's SIGTERM to its SIGKILL.</param>
/// <param name="Proctrack"><c>cgroup</c>, <c>linuxproc</c> or <c>pgid</c>.</param>
internal sealed record ClusterSettings(TimeSpan? KillWait, string? Proctrack)
{
    public static ClusterSettings Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.Ordinal);
        return new ClusterSettings(Seconds(lines["KillWait"].FirstOrDefault()), lines["ProctrackType"].FirstOrDefault()?.Split('/')[^1]);
    }

    // "30 sec"
    private static TimeSpan? Seconds(string? text) =>
        int.TryParse(text?.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
