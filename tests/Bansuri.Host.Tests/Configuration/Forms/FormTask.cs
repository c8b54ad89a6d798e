using Bansuri.Abstractions.Keys;

namespace Bansuri.Host.Tests.Configuration.Forms;

/// <summary>A task by its meaning: the keys, and which of their samples each has.</summary>
internal sealed record FormTask(string Name, IReadOnlyList<(Key Key, string[] Spellings)> Keys)
{
    private static readonly string[] Schedules = ["forever", "schedule-cron", "timer"];

    /// <summary>One with some of the keys.</summary>
    public static FormTask Random(string name, Random dice)
    {
        var schedule = Schedules[dice.Next(Schedules.Length)];
        var keys = KeyTable.All
            .Where(key => key.Name is not ("name" or "command") && dice.Next(4) == 0 && (!Schedules.Contains(key.Name) || key.Name == schedule))
            .Append(KeyTable.Find("command")!);
        return new FormTask(name, [.. keys.Select(key => (key, Any(KeySamples.All[key.Name], dice)))]);
    }

    public static T Any<T>(IReadOnlyList<T> from, Random dice) => from[dice.Next(from.Count)];
}
