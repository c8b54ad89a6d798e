using System.Collections.Immutable;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>What works, and is probably not what was meant.</summary>
internal static class Advice
{
    public static IEnumerable<Diagnostic> Of(ImmutableArray<ReadTask> tasks, ImmutableSortedDictionary<string, NotifierEntry> notifiers, HostSettings host) =>
        Notifications(tasks, notifiers).Concat(NeverDone(tasks, host)).Concat(Secrets(tasks));

    private static IEnumerable<Diagnostic> Notifications(ImmutableArray<ReadTask> tasks, ImmutableSortedDictionary<string, NotifierEntry> notifiers) =>
        from read in tasks
        where read.Task.Config.Logging.Notify != NotifyEvents.None && NotifiersOf.Task(read.Task.Config, notifiers).All(notifier => notifier.Command is null)
        select Warn(Codes.Advice, $"'notify' of task '{read.Task.Name}' has no notifier to use: it is a line in the host's log", read.SpanOf(LoggingKeys.Notify), "add 'notify-command' at the root");

    // One mistake, however many tasks it is about.
    private static IEnumerable<Diagnostic> NeverDone(ImmutableArray<ReadTask> tasks, HostSettings host)
    {
        var endless = host.ExitWhenDone ? tasks.Select(read => read.Task).Where(NeverEnds).ToList() : [];
        if (endless.Count > 0)
        {
            var others = endless.Count switch { 1 => " never ends", 2 => " and one more never end", var count => $" and {count - 1} more never end" };
            yield return Warn(Codes.Advice, $"task '{endless[0].Name}'{others}, so that 'exit-when-done' never ends the host", endless[0].Span, null);
        }
    }

    private static bool NeverEnds(TaskEntry task) =>
        task.Config.Identification.Enabled && (task.Config.Scheduling.Forever || (task.Config.Scheduling.IsPeriodic && task.Config.Scheduling.MaxRuns is null));

    private static IEnumerable<Diagnostic> Secrets(ImmutableArray<ReadTask> tasks)
    {
        foreach (var read in tasks)
        {
            foreach (var (name, value) in (read.ValueOf(ResourcesKeys.Environment) as MappingNode)?.Entries ?? [])
            {
                if (SecretNames.Matches(name.Text) && IsPlain(value))
                {
                    yield return Warn(Codes.SecretInPlainText, $"the variable '{name.Text}' of task '{read.Task.Name}' looks like a secret in plain text", name.Span, "use 'environment-file', or ${VAR}");
                }
            }
        }
    }

    // What is expanded, or read from a file, is not in this text.
    private static bool IsPlain(ConfigNode value) => value is ScalarNode { IsNull: false, Text: { Length: > 0 } text } && !text.Contains("${", StringComparison.Ordinal);

    private static Diagnostic Warn(DiagnosticCode code, string message, SourceSpan span, string? help) => new(code, message, span, help) { Severity = Severity.Warning };
}
