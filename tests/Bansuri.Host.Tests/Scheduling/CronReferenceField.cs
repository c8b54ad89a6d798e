namespace Bansuri.Host.Tests.Scheduling;

/// <summary>A random field and, beside its text, the values that the text means.</summary>
internal sealed record CronReferenceField(string Text, HashSet<int> Values)
{
    public bool Star => Text[0] == '*';

    public bool Has(int value) => Values.Contains(value);

    public static CronReferenceField Random(Random dice, int least, int most)
    {
        var entries = Enumerable.Range(0, dice.Next(1, 4)).Select(index => Entry(dice, least, most, index == 0)).ToList();
        return new(string.Join(',', entries.Select(entry => entry.Text)), [.. entries.SelectMany(entry => entry.Values)]);
    }

    private static (string Text, IEnumerable<int> Values) Entry(Random dice, int least, int most, bool starred)
    {
        var (from, to, step) = (dice.Next(least, most + 1), dice.Next(least, most + 1), dice.Next(1, most + 1));
        (from, to) = (Math.Min(from, to), Math.Max(from, to));
        return dice.Next(starred ? 6 : 4) switch
        {
            0 => ($"{from}", [from]),
            1 => ($"{from}-{to}", Every(from, to, 1)),
            2 => ($"{from}-{to}/{step}", Every(from, to, step)),
            3 => ($"{from}/{step}", Every(from, most, step)),
            4 => ($"*/{step}", Every(least, most, step)),
            _ => ("*", Every(least, most, 1)),
        };
    }

    private static IEnumerable<int> Every(int from, int to, int step)
    {
        for (var value = from; value <= to; value += step)
        {
            yield return value;
        }
    }
}
