namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>What the configuration says, without its form. Edits change it in place; a copy is what to go back to.</summary>
internal sealed record EditedConfig
{
    public List<EditedTask> Tasks { get; init; } = [];

    public SortedDictionary<string, string> Defaults { get; init; } = new(StringComparer.Ordinal);

    public string CheckInterval { get; set; } = "1h";

    /// <summary>The text of the environment file; another one counts from the next run.</summary>
    public int EnvironmentVersion { get; set; }

    public EditedConfig Copy() => this with
    {
        Tasks = [.. Tasks.Select(task => task.Copy())],
        Defaults = new(Defaults, StringComparer.Ordinal),
    };
}
