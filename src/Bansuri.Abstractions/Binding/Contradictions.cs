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
        CheckSchedules(entry, values, report);
        CheckDelays(entry, values, report);
        CheckRetries(entry, values, report);
    }

    private static void CheckSchedules(WrittenEntry entry, WrittenValues values, Action<Diagnostic> report)
    {
        WrittenKey? chosen = null;
        foreach (var written in entry.Keys)
        {
            if (!Schedules.Contains(written.Key) || values.Get(written.Key) is null or false)
            {
                continue;
            }

            if (chosen is { } first)
            {
                report(new Diagnostic(
                    Codes.Contradiction,
                    $"{Who(entry)} has both '{first.Path}' and '{written.Path}': only one of schedule-cron, timer and forever is possible",
                    written.Spelling));
            }

            chosen ??= written;
        }
    }

    private static void CheckDelays(WrittenEntry entry, WrittenValues values, Action<Diagnostic> report)
    {
        if (values.Get(FailureControlKeys.RestartDelay) is TimeSpan first && values.Get(FailureControlKeys.RestartDelayMax) is TimeSpan longest && first > longest)
        {
            report(new Diagnostic(
                Codes.Contradiction,
                $"{Who(entry)} has a 'restart-delay' of {Durations.Format(first)}, more than its 'restart-delay-max' of {Durations.Format(longest)}",
                SpanOf(entry, FailureControlKeys.RestartDelay)));
        }
    }

    private static void CheckRetries(WrittenEntry entry, WrittenValues values, Action<Diagnostic> report)
    {
        if (!values.Has(FailureControlKeys.Times) || values.Get(FailureControlKeys.OnFail) is not OnFail reaction)
        {
            return;
        }

        var once = values.Get(FailureControlKeys.Times) is 1;
        if (once == (reaction == OnFail.Restart))
        {
            var message = once
                ? $"{Who(entry)} has 'times: 1', the first attempt included, so that 'on-fail: restart' has no effect"
                : $"{Who(entry)} has 'on-fail: {Scalars.Kebab(reaction)}', so that 'times' has no effect";
            report(new Diagnostic(Codes.Advice, message, SpanOf(entry, once ? FailureControlKeys.Times : FailureControlKeys.OnFail)) { Severity = Severity.Warning });
        }
    }

    private static SourceSpan SpanOf(WrittenEntry entry, Key key) => entry.Find(key)?.Value.Span ?? entry.Span;

    private static string Who(WrittenEntry entry) => entry.Name is null ? "an entry" : $"task '{entry.Name}'";
}
