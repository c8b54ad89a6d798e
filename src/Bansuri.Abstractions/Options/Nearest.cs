namespace Bansuri.Abstractions.Options;

/// <summary>The name that somebody who misspelt one most likely meant.</summary>
internal static class Nearest
{
    /// <summary>Farther away than this, a suggestion misleads.</summary>
    private const int Farthest = 2;

    public static string? To(string written, IEnumerable<string> names) => names
        .Select(name => (name, distance: Distance(written, name)))
        .Where(pair => pair.distance <= Farthest && pair.distance < pair.name.Length)
        .OrderBy(pair => pair.distance)
        .ThenBy(pair => pair.name, StringComparer.Ordinal)
        .Select(pair => pair.name)
        .FirstOrDefault();

    // Levenshtein's distance by its recurrence, one row at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
