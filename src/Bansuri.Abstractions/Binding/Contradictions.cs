using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Binding;

/// <summary>Keys of one entry that are good each for itself, and do not go together.</summary>
internal static class Contradictions
{
    private static readonly ImmutableArray<Key> Schedules = [SchedulingKeys.ScheduleCron, SchedulingKeys.Timer, SchedulingKeys.Forever];

    /// <summary>Reports what contradicts itself; false when it cannot be carried out.</summary>
    public static bool Check(WrittenEntry entry, WrittenValues values, Action<Diagnostic> report)
    {
        var problems = OneSchedule(entry, values).Concat(Delays(entry, values)).Concat(NoRetries(entry, values)).ToList();
        problems.ForEach(report);
        return problems.TrueForAll(problem => problem.Severity == Severity.Warning);
    }

    private static IEnumerable<Diagnostic> OneSchedule(WrittenEntry entry, WrittenValues values)
    {
        var chosen = entry.Keys.Where(written => Schedules.Contains(written.Key) && values.Get(written.Key) is not (null or false)).ToList();
        return chosen.Skip(1).Select(second => new Diagnostic(
            Codes.Contradiction,
            $"{Who(entry)} has both '{chosen[0].Path}' and '{second.Path}': only one of schedule-cron, timer and forever is possible",
            second.Spelling));
    }

    private static IEnumerable<Diagnostic> Delays(WrittenEntry entry, WrittenValues values)
    {
        if (values.Get(FailureControlKeys.RestartDelay) is TimeSpan first && values.Get(FailureControlKeys.RestartDelayMax) is TimeSpan longest && first > longest)
        {
            yield return new Diagnostic(
                Codes.Contradiction,
                $"{Who(entry)} has a 'restart-delay' of {Durations.Format(first)}, more than its 'restart-delay-max' of {Durations.Format(longest)}",
                entry.Keys.First(written => written.Key == FailureControlKeys.RestartDelay).Value.Span);
        }
    }

    private static IEnumerable<Diagnostic> NoRetries(WrittenEntry entry, WrittenValues values)
    {
        var several = values.Has(FailureControlKeys.Times) && values.Get(FailureControlKeys.Times) is not 1;
        if (several && values.Get(FailureControlKeys.OnFail) is OnFail reaction and not OnFail.Restart)
        {
            yield return new Diagnostic(
                Codes.Advice,
                $"{Who(entry)} has 'on-fail: {Scalars.Kebab(reaction)}', so that 'times' has no effect",
                entry.Keys.First(written => written.Key == FailureControlKeys.OnFail).Value.Span)
            { Severity = Severity.Warning };
        }
    }

    private static string Who(WrittenEntry entry) => entry.Name is null ? "an entry" : $"task '{entry.Name}'";
}
