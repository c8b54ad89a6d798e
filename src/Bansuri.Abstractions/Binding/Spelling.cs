namespace Bansuri.Abstractions.Binding;

/// <summary>Finds the word that somebody most likely meant.</summary>
internal static class Spelling
{
    private const int Farthest = 2;

    /// <summary>The known word at an edit distance of at most 2 that is nearest, or null.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        var best = Math.Min(Farthest, written.Length - 1) + 1;
        string? nearest = null;
        foreach (var word in known)
        {
            // Lengths that differ by more cannot be nearer; this keeps a megabyte of key from costing a table of that size.
            if (Math.Abs(word.Length - written.Length) < best && Distance(written, word) is var distance && distance < best)
            {
                (best, nearest) = (distance, word);
            }
        }

        return nearest;
    }

    // Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbours count 1 each.
    private static int Distance(string left, string right)
    {
#pragma warning disable CA1814 // a full rectangle, which jagged arrays only imitate
        var table = new int[left.Length + 1, right.Length + 1];
#pragma warning restore CA1814
        for (var row = 0; row <= left.Length; row++)
        {
            for (var column = 0; column <= right.Length; column++)
            {
                table[row, column] = row == 0 || column == 0 ? row + column : Cell(row, column);
            }
        }

        return table[left.Length, right.Length];

        int Cell(int row, int column)
        {
            var same = left[row - 1] == right[column - 1];
            var cost = Math.Min(Math.Min(table[row - 1, column], table[row, column - 1]) + 1, table[row - 1, column - 1] + (same ? 0 : 1));
            var swapped = row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
            return swapped ? Math.Min(cost, table[row - 2, column - 2] + 1) : cost;
        }
    }
}
