using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>
/// The files of <c>environment-file</c> keys. They are read at each start of the task; here they are checked, and their hash lets a plan
/// see that they changed.
/// </summary>
internal sealed class EnvironmentSources(SourceCollector collector, Action<Diagnostic> report)
{
    private readonly HashSet<string> _checked = new(StringComparer.Ordinal);

    public ImmutableArray<TaskEntry> Attach(ImmutableArray<ReadTask> tasks) =>
        [.. tasks.Select(read => read.Task.Config.Resources.EnvironmentFile.IsEmpty ? read.Task : Attach(read))];

    private TaskEntry Attach(ReadTask read)
    {
        var task = read.Task;
        var files = task.Config.Resources.EnvironmentFile.Select(collector.ReadOther).ToList();
        foreach (var file in files.Where(file => _checked.Add(file.Path)))
        {
            var problem = EnvironmentFile.Parse(file).Problem;
            if (problem is not null)
            {
                report(problem.Span.Line > 0 ? problem : problem with { Message = $"'environment-file' of task '{task.Name}': {file.Path}: {problem.Message}", Span = read.SpanOf(ResourcesKeys.EnvironmentFile) });
            }
        }

        return task with { EnvironmentHash = SourceSet.HashOf(files) };
    }
}
