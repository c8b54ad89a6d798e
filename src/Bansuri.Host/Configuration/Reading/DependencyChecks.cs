using System.Collections.Immutable;
using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Reading;

/// <summary><c>depends-on</c>: names that are no task's, and dependencies that go round.</summary>
internal static class DependencyChecks
{
    private const int LongestRound = 20;

    // Each compares one word with the names of all tasks.
    private const int MostSuggestions = 100;

    public static IEnumerable<Diagnostic> Check(ImmutableArray<ReadTask> tasks)
    {
        if (tasks.All(task => task.Task.Config.FailureControl.DependsOn.IsEmpty))
        {
            return [];
        }

        var byName = tasks.DistinctBy(task => task.Task.Name).ToDictionary(task => task.Task.Name, StringComparer.Ordinal);
        return Unknown(tasks, byName).Concat(Cycles(tasks, byName));
    }

    private static IEnumerable<Diagnostic> Unknown(ImmutableArray<ReadTask> tasks, Dictionary<string, ReadTask> byName) =>
        tasks
            .SelectMany(task => task.Task.Config.FailureControl.DependsOn, (task, dependency) => (task, dependency.Task))
            .Where(pair => !byName.ContainsKey(pair.Task))
            .Select((pair, at) => Unknown(pair.task, pair.Task, at < MostSuggestions ? Spelling.Nearest(pair.Task, byName.Keys) : null));

    private static Diagnostic Unknown(ReadTask task, string dependency, string? nearest) =>
        new(Codes.UnknownTask, $"task '{task.Task.Name}' depends on '{dependency}', which is no task", SpanOf(task, dependency), nearest is null ? null : $"rename it to '{nearest}'");

    // Tarjan would find all components; the first way back that a walk meets is what a person needs. No recursion: a chain of all tasks
    // is as legal as a short one.
    private static IEnumerable<Diagnostic> Cycles(ImmutableArray<ReadTask> tasks, Dictionary<string, ReadTask> byName)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in tasks)
        {
            var path = new List<string>();
            var depth = new Dictionary<string, int>(StringComparer.Ordinal);
            var open = new Stack<(string Name, int Next)>([(start.Task.Name, 0)]);
            while (open.TryPop(out var at))
            {
                var dependencies = byName[at.Name].Task.Config.FailureControl.DependsOn;
                if (at.Next == 0)
                {
                    if (!done.Add(at.Name))
                    {
                        continue;
                    }

                    depth[at.Name] = path.Count;
                    path.Add(at.Name);
                }

                if (at.Next == dependencies.Length)
                {
                    path.RemoveAt(path.Count - 1);
                    depth.Remove(at.Name);
                    continue;
                }

                open.Push((at.Name, at.Next + 1));
                var next = dependencies[at.Next].Task;
                if (depth.TryGetValue(next, out var from))
                {
                    yield return new Diagnostic(Codes.DependencyCycle, $"the dependencies go round: {Round(path, from)}", SpanOf(byName[path[^1]], next), "remove one of them");
                }
                else if (byName.ContainsKey(next) && !done.Contains(next))
                {
                    open.Push((next, 0));
                }
            }
        }
    }

    private static string Round(List<string> path, int from)
    {
        var more = path.Count - from - LongestRound;
        var names = more <= 0 ? path.Skip(from) : [.. path.Skip(from).Take(LongestRound - 1), $"({more} more)", path[^1]];
        return string.Join(" -> ", names.Append(path[from]));
    }

    // The name itself where it can be found, else the whole value.
    private static SourceSpan SpanOf(ReadTask task, string dependency)
    {
        var value = task.ValueOf(FailureControlKeys.DependsOn);
        var items = value is SequenceNode list ? list.Items : [];
        var names = items.Select(item => item is MappingNode mapping ? mapping.Find("task") : item).OfType<ScalarNode>();
        return names.FirstOrDefault(name => name.Text == dependency)?.Span ?? value?.Span ?? task.Task.Span;
    }
}
