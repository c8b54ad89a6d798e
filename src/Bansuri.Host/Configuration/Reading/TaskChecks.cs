using System.Collections.Immutable;
using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>What is wrong with the tasks among each other, and with what only plugins and schedules know.</summary>
internal static class TaskChecks
{
    public static IEnumerable<Diagnostic> Check(ImmutableArray<ReadTask> tasks, HostKnowledge knowledge) =>
        Duplicates(tasks).Concat(DependencyChecks.Check(tasks)).Concat(TypesAndSchedules(tasks, knowledge));

    private static IEnumerable<Diagnostic> TypesAndSchedules(ImmutableArray<ReadTask> tasks, HostKnowledge knowledge)
    {
        var provided = knowledge.Types.Names;
        foreach (var task in tasks)
        {
            foreach (var problem in Type(task, provided, knowledge.Types))
            {
                yield return problem;
            }

            if (Cron(task, knowledge.Cron) is { } unfit)
            {
                yield return unfit;
            }
        }
    }

    private static IEnumerable<Diagnostic> Duplicates(ImmutableArray<ReadTask> tasks)
    {
        var seen = new Dictionary<string, TaskEntry>(StringComparer.Ordinal);
        foreach (var read in tasks)
        {
            var task = read.Task;
            if (!seen.TryAdd(task.Name, task))
            {
                yield return new Diagnostic(Codes.DuplicateTask, $"two tasks are named '{task.Name}'; the other is {Place(seen[task.Name].Span, read.SpanOf(IdentificationKeys.Name))}", read.SpanOf(IdentificationKeys.Name), "give one of them another name");
            }
        }
    }

    private static string Place(SourceSpan other, SourceSpan here) => other.File == here.File ? $"in line {other.Line}" : $"at {other.File}:{other.Line}:{other.Column}";

    private static IEnumerable<Diagnostic> Type(ReadTask read, IReadOnlyCollection<string> names, ITaskTypes types)
    {
        var task = read.Task;
        var type = task.Config.Identification.Type;
        if (read.IsBad(IdentificationKeys.Type) || read.IsBad(IdentificationKeys.With))
        {
            return [];
        }

        if (names.Contains(type))
        {
            return types.CheckOptions(task);
        }

        var nearest = Spelling.Nearest(type, names);
        var provided = names.Count == 0 ? "no types at all are provided" : "provided are " + string.Join(", ", names.Order(StringComparer.Ordinal));
        return [Warn(Codes.UnknownType, $"no plugin provides the type '{type}' of task '{task.Name}', which waits for it; {provided}", read.SpanOf(IdentificationKeys.Type), nearest is null ? null : $"rename it to '{nearest}'")];
    }

    private static Diagnostic? Cron(ReadTask read, ICronRules rules)
    {
        var task = read.Task;
        var schedule = task.Config.Scheduling;
        if (schedule.ScheduleCron is not { } expression)
        {
            return null;
        }

        var span = read.SpanOf(SchedulingKeys.ScheduleCron);
        var verdict = rules.Check(expression, schedule.CronDialect, schedule.TimeZone, task.Name);
        return verdict switch
        {
            { Error: { } error } => new Diagnostic(Codes.BadSchedule, $"bad value {Excerpt.Quote(expression)} for '{PathOf(read)}' in task '{task.Name}': {error}", span, verdict.Remedy),
            { Advice: { } advice } => Warn(Codes.Advice, $"'{expression}' of task '{task.Name}': {advice}", span, null),
            _ => null,
        };
    }

    private static string PathOf(ReadTask read) => read.Written.Find(SchedulingKeys.ScheduleCron)?.Path ?? SchedulingKeys.ScheduleCron.Name;

    private static Diagnostic Warn(DiagnosticCode code, string message, SourceSpan span, string? help) => new(code, message, span, help) { Severity = Severity.Warning };
}
