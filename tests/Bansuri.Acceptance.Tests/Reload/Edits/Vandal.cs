using System.Text;

namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>The ways in which a configuration is wrong: each of them alone must keep all of an edit from being applied.</summary>
internal static class Vandal
{
    /// <summary>What spoils the entries.</summary>
    public static readonly (string Name, Action<Random, List<object>> Spoil)[] Entries =
    [
        ("unknown key", (dice, entries) => Any(dice, entries).Add("tmeout", "5s")),
        ("bad value", (dice, entries) => Any(dice, entries).Add("missed-max", "many")),
        ("key in the wrong group", (dice, entries) => Any(dice, entries).Add("logging", new Tree { { "jitter", "5s" } })),
        ("two schedules", (_, entries) => entries.Add(new Tree { { "name", "spoilt" }, { "command", "x" }, { "timer", "5m" }, { "schedule-cron", "* * * * *" } })),
        ("cron that never fires", (_, entries) => entries.Add(new Tree { { "name", "spoilt" }, { "command", "x" }, { "schedule-cron", "0 0 30 2 *" } })),
        ("no name", (_, entries) => entries.Add(new Tree { { "command", "x" } })),
        ("no command", (_, entries) => entries.Add(new Tree { { "name", "spoilt" } })),
        ("name twice", (_, entries) => entries.AddRange([new Tree { { "name", "spoilt" }, { "command", "x" } }, new Tree { { "name", "spoilt" }, { "command", "y" } }])),
        ("unknown dependency", (_, entries) => entries.Add(new Tree { { "name", "spoilt" }, { "command", "x" }, { "depends-on", "nobody" } })),
        ("cycle", (_, entries) => entries.AddRange(
            [new Tree { { "name", "spoilt" }, { "command", "x" }, { "depends-on", "sour" } }, new Tree { { "name", "sour" }, { "command", "x" }, { "depends-on", "spoilt" } }])),
        ("unset variable", (_, entries) => entries.Add(new Tree { { "name", "spoilt" }, { "command", "x" }, { "environment", new Tree { { "A", "${NOT_SET_AT_ALL:?say what it is}" } } } })),
        ("missing environment file", (_, entries) => entries.Add(new Tree { { "name", "spoilt" }, { "command", "x" }, { "environment-file", "nowhere.env" } })),
        ("an empty entry", (_, entries) => entries.Add("")),
    ];

    /// <summary>What spoils the bytes of the file; null is a file that is gone.</summary>
    public static readonly (string Name, Func<Random, string, byte[]?> Spoil)[] Bytes =
    [
        ("gone", (_, _) => null),
        ("empty", (_, _) => []),
        ("cut off", (dice, text) => Encoding.UTF8.GetBytes("{\"x-cut\": [" + text[..dice.Next(text.Length)].Replace(']', ' '))),
        ("NUL", (dice, text) => Encoding.UTF8.GetBytes(text.Insert(dice.Next(text.Length), "\0"))),
        ("not UTF-8", (dice, text) => [.. Encoding.UTF8.GetBytes(text), 0xC3, 0x28]),
        ("UTF-16", (_, text) => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]),
        ("two documents", (_, text) => Encoding.UTF8.GetBytes(text + "\n---\n" + text)),
        ("key twice", (_, text) => Encoding.UTF8.GetBytes("x-twice: 1\nx-twice: 2\ntasks: []\n")),
    ];

    // An entry that is a mapping; a new one where there is none.
    private static Tree Any(Random dice, List<object> entries)
    {
        var mappings = entries.OfType<Tree>().ToList();
        if (mappings.Count > 0)
        {
            return mappings[dice.Next(mappings.Count)];
        }

        var added = new Tree { { "name", "spoilt" }, { "command", "x" } };
        entries.Add(added);
        return added;
    }
}
