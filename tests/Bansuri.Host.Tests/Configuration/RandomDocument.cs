using System.Text.Json;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>One task with random keys, and the ways to write it.</summary>
internal static class RandomDocument
{
    // Two spellings of one value each.
    private static readonly (string Key, string One, string Other)[] Values =
    [
        ("command", "run it", "run it"), ("description", "five", "five"), ("timeout", "90s", "1m30s"), ("start-delay", "PT2H", "2h"),
        ("times", "5", "5"), ("restart-delay", "2", "2s"), ("log-max-size", "1024K", "1MiB"), ("stop-signal", "SIGINT", "2"), ("enabled", "true", "true"),
        ("notify", "true", "on-fail"), ("on-change", "signal:1", "signal:HUP"), ("nice", "5", "5"), ("umask", "022", "0o22"), ("stderr", "$$combined", "combined"),
        ("overlap", "skip", "skip"), ("grace-period", "120", "2m"), ("backoff", "linear", "linear"), ("cwd", "sub/../x", "x"),
    ];

    public static IReadOnlyList<(string Key, string One, string Other)> Keys(Random dice) =>
        [("name", "a", "a"), ("command", "run it", "run it"), .. Values.Skip(1).Where(_ => dice.Next(2) == 0)];

    public static string Yaml(IReadOnlyList<(string Key, string One, string Other)> keys, Random dice) =>
        "tasks:\n- " + string.Join("\n  ", Shuffled(keys, dice).Select(key => dice.Next(2) == 0
            ? $"{key.Key}: '{key.One}'"
            : $"{key.Key.Replace('-', '_')}: \"{key.One}\" # {dice.Next()}")) + "\n";

    /// <summary>The other spellings; a random half of the keys in their groups.</summary>
    public static string Json(IReadOnlyList<(string Key, string One, string Other)> keys, Random dice)
    {
        var entry = new Dictionary<string, object>();
        foreach (var key in Shuffled(keys, dice))
        {
            var group = Sections.Name(KeyTable.Find(key.Key)!.Section);
            if (dice.Next(2) == 0)
            {
                entry[key.Key] = key.Other;
            }
            else if (entry.TryGetValue(group, out var inner))
            {
                ((Dictionary<string, object>)inner)[key.Key] = key.Other;
            }
            else
            {
                entry[group] = new Dictionary<string, object> { [key.Key] = key.Other };
            }
        }

        return JsonSerializer.Serialize(new { scripts = new[] { entry } });
    }

    private static (string Key, string One, string Other)[] Shuffled(IReadOnlyList<(string Key, string One, string Other)> keys, Random dice)
    {
        var shuffled = keys.ToArray();
        dice.Shuffle(shuffled);
        return shuffled;
    }
}
