namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>A task as the test knows it: what is written of it, and what must be true of it.</summary>
internal sealed record EditedTask(string Name, TaskKind Kind, string Command)
{
    /// <summary>The keys that are written, as plans write their values.</summary>
    public SortedDictionary<string, string> Keys { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The variables of <c>environment</c>.</summary>
    public SortedDictionary<string, string> Environment { get; init; } = new(StringComparer.Ordinal);

    public bool HasEnvironmentFile { get; init; }

    /// <summary>Whether it lives through a SIGHUP, and counts it.</summary>
    public bool CountsHangups { get; init; }

    /// <summary>Whether it has a process while nothing suspends it.</summary>
    public bool IsLong => Kind is TaskKind.Text or TaskKind.Forever or TaskKind.LongOnce or TaskKind.LongTimer;

    public bool IsForever => Kind is TaskKind.Text or TaskKind.Forever;

    /// <summary>What makes it the same task after an edit.</summary>
    public string Identity { get; init; } = Name;

    public EditedTask Copy() => this with { Keys = new(Keys, StringComparer.Ordinal), Environment = new(Environment, StringComparer.Ordinal) };

    public string? Value(EditKey key, IReadOnlyDictionary<string, string> defaults) =>
        Keys.GetValueOrDefault(key.Name) ?? defaults.GetValueOrDefault(key.Name) ?? key.Default;
}
