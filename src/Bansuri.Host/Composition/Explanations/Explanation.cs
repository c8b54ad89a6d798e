using System.Collections.Immutable;
using Bansuri.Host.Configuration;
using Bansuri.Host.Reconciliation;

namespace Bansuri.Host.Composition.Explanations;

/// <summary>What a configuration means, in words: <c>validate --explain</c>.</summary>
/// <param name="config">The configuration.</param>
/// <param name="time">Now, and the host's zone.</param>
/// <param name="directory">Paths below it are shown relative to it.</param>
internal sealed class Explanation(HostConfig config, TimeProvider time, string directory)
{
    private const int LabelWidth = 10;

    /// <summary>A paragraph for each task, in the order in which they start, and that order where there is one.</summary>
    public IEnumerable<string> Lines()
    {
        var steps = StartOrder.Steps(config.Tasks);
        foreach (var task in steps.SelectMany(step => step))
        {
            yield return "";
            foreach (var line in Paragraph(task))
            {
                yield return line;
            }
        }

        foreach (var line in steps.Length > 1 ? Order(steps) : [])
        {
            yield return line;
        }
    }

    private IEnumerable<string> Paragraph(TaskEntry task)
    {
        var identification = task.Config.Identification;
        yield return $"{task.Name} ({identification.Type}){(identification.Description is { } description ? ": " + description : "")}";
        var rows = new TaskExplanation(task, time, config, Shown).Rows(name => config.Tasks.First(other => other.Name == name).Config);
        foreach (var (label, text) in rows)
        {
            yield return $"  {label.PadRight(LabelWidth)}{text}";
        }
    }

    private static IEnumerable<string> Order(ImmutableArray<ImmutableArray<TaskEntry>> steps) =>
    [
        "",
        "start order, and the reverse to stop:",
        .. steps.Select((step, at) => $"  {at + 1}. {string.Join(", ", step.Select(task => task.Name))}"),
    ];

    private string Shown(string path)
    {
        var prefix = directory.TrimEnd('/') + "/";
        return path == directory ? "." : path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
    }
}
