namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>Which text is which <c>ScriptN</c>: a number stays with its text, and with its place among equal ones, and is never given again.</summary>
internal sealed class ScriptNames
{
    private Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Gives names to the texts of a configuration; they count once it is <see cref="Accept"/>ed.</summary>
    public Dictionary<string, int> Name(EditedConfig config)
    {
        var numbers = new Dictionary<string, int>(_numbers, StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < config.Tasks.Count; at++)
        {
            var task = config.Tasks[at];
            if (task.Kind == TaskKind.Text)
            {
                counts[task.Command] = counts.GetValueOrDefault(task.Command) + 1;
                var identity = $"{task.Command} #{counts[task.Command]}";
                numbers.TryAdd(identity, numbers.Count + 1);
                config.Tasks[at] = task with { Identity = identity, Name = $"Script{numbers[identity]}" };
            }
        }

        return numbers;
    }

    public void Accept(Dictionary<string, int> numbers) => _numbers = numbers;
}
