using Bansuri.Abstractions;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Short words for the tests of this folder.</summary>
internal static class Tasks
{
    /// <summary>A Monday, ten o'clock.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    /// <summary>A configuration with keys as users write them, e.g. <c>"timer: 5s"</c>; the name is <c>job</c> unless given.</summary>
    public static TaskConfig Config(params string[] keys)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = "job", ["command"] = "true", ["backoff-jitter"] = false };
        foreach (var key in keys)
        {
            var colon = key.IndexOf(": ", StringComparison.Ordinal);
            values[key[..colon]] = Value(key[(colon + 2)..]);
        }

        return TaskConfig.FromDictionary(values);
    }

    public static TaskPolicy Policy(params string[] keys) => TaskPolicy.From(Config(keys), TimeZoneInfo.Utc);

    public static TaskSpecification Specification(params string[] keys)
    {
        var config = Config(keys);
        return new TaskSpecification(config.Identification.Name, config.Identification.Name, config);
    }

    public static AttemptExit Exit(ExitReason reason, double seconds = 4) => new(reason, Start, TimeSpan.FromSeconds(seconds));

    public static AttemptExit Exit(int code, double seconds = 4) => Exit(new ExitReason.Exited(code), seconds);

    public static Moment After(double seconds) => new(Start + TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds));

    // As much of YAML's flow style as the tests of this folder need: [a, b] and [{key: value, key: value}].
    private static object Value(string text) => text switch
    {
        ['[', '{', .. var fields, '}', ']'] => new[] { Fields(fields) },
        ['{', .. var fields, '}'] => Fields(fields),
        ['[', .. var items, ']'] => items.Split(", ", StringSplitOptions.RemoveEmptyEntries),
        _ => text,
    };

    private static Dictionary<string, object?> Fields(string text) => text
        .Split(", ")
        .Select(field => field.Split(": ", 2))
        .ToDictionary(field => field[0], field => (object?)field[1], StringComparer.Ordinal);
}
