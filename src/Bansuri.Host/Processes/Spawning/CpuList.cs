using System.Globalization;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>A list of processors: <c>0-3,8</c>. The configuration has checked that it is one, with numbers below <see cref="Most"/>.</summary>
internal static class CpuList
{
    internal const int Most = 4096;

    internal static IEnumerable<int> Expand(string list) => list.Split(',').SelectMany(part =>
    {
        var ends = part.Split('-');
        var (first, last) = (Number(ends[0]), Number(ends[^1]));
        return Enumerable.Range(first, last - first + 1);
    });

    private static int Number(string text) => int.Parse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
}
