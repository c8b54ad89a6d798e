using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Binding;

/// <summary>Keys of one entry that are good each for itself, and do not go together.</summary>
internal static class Contradictions
{
    private static readonly ImmutableArray<Key> Schedules = [SchedulingKeys.ScheduleCron, SchedulingKeys.Timer, SchedulingKeys.Forever];

    /// <summary>Reports what contradicts itself.</summary>
    public static void Check(WrittenEntry entry, WrittenValues values, Action<Diagnostic> report)
    {
        foreach (var problem in OneSchedule(entry, values).Concat(Delays(entry, values)).Concat(NoRetries(entry, values)))
        {
            report(problem);
        }
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
                SpanOf(entry, FailureControlKeys.RestartDelay));
        }
    }

    private static IEnumerable<Diagnostic> NoRetries(WrittenEntry entry, WrittenValues values)
    {
        if (!values.Has(FailureControlKeys.Times) || values.Get(FailureControlKeys.OnFail) is not OnFail reaction)
        {
            yield break;
        }

        var once = values.Get(FailureControlKeys.Times) is 1;
        if (once == (reaction == OnFail.Restart))
        {
            var message = once
                ? $"{Who(entry)} has 'times: 1', the first attempt included, so that 'on-fail: restart' has no effect"
                : $"{Who(entry)} has 'on-fail: {Scalars.Kebab(reaction)}', so that 'times' has no effect";
            yield return new Diagnostic(Codes.Advice, message, SpanOf(entry, once ? FailureControlKeys.Times : FailureControlKeys.OnFail)) { Severity = Severity.Warning };
        }
    }

    private static SourceSpan SpanOf(WrittenEntry entry, Key key) => entry.Keys.First(written => written.Key == key).Value.Span;

    private static string Who(WrittenEntry entry) => entry.Name is null ? "an entry" : $"task '{entry.Name}'";
}
