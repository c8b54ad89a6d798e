using System.Collections.Immutable;
using Bansuri.Abstractions;
using Bansuri.Host.Configuration;
using Bansuri.Host.Logging;
using Bansuri.Host.Notifications;
using Bansuri.Host.Output;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Runs;

namespace Bansuri.Host.Composition;

/// <summary>The notifiers of the configuration in force, and what letters are written from.</summary>
internal sealed class Notifiers(NotifierGround ground, TaskOutputs outputs)
{
    private const int Lines = 20;

    // A letter is read by people: of a line that is longer the beginning will do.
    private const int LongestLine = 1000;

    private volatile ImmutableSortedDictionary<string, NotifierEntry> _inForce = ImmutableSortedDictionary<string, NotifierEntry>.Empty;

    /// <summary>From now on these count.</summary>
    public void Apply(ImmutableSortedDictionary<string, NotifierEntry> notifiers) => _inForce = notifiers;

    public ImmutableArray<INotifier> Of(TaskConfig task) =>
        [.. from entry in NotifiersOf.Task(task, _inForce) let command = entry.Command where command is not null select new CommandNotifier(entry.Name, command, ground)];

    /// <summary>The last lines of the run, as they were when the report was made. After a restart those of the run before it.</summary>
    public ImmutableArray<string> Output(TaskReport report)
    {
        var query = new LogQuery
        {
            Lines = Lines,
            Since = report.Fact == TaskFact.Restarted ? null : report.Run?.BegunAt,
            Until = report.At.Wall,
        };
        return report.Run is null || outputs.Find(report.Task.Name) is not { } output ? [] : [.. output.Tail.Last(query).Select(line => Shown(line.Text))];
    }

    /// <summary>The values of secret-looking variables, from wherever the task has them.</summary>
    public SecretMask Mask(TaskConfig task)
    {
        var files = Enumerable.Empty<KeyValuePair<string, string>>();
        try
        {
            files = Environments.ReadFiles(task);
        }
        catch (TaskStartException)
        {
            // A task whose environment cannot be read has not got it either.
        }

        return new SecretMask(ground.Inherited.Concat(files).Concat(task.Resources.Environment).Where(variable => SecretNames.Matches(variable.Key)).Select(variable => variable.Value));
    }

    private static string Shown(string line) => SafeText.Of(line.Length > LongestLine ? line[..LongestLine] + "..." : line);
}
