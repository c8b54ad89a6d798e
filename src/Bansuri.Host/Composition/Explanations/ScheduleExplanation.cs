using Bansuri.Abstractions;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Scheduling;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Composition.Explanations;

/// <summary>When a task runs, in words.</summary>
internal static class ScheduleExplanation
{
    public static string Of(TaskConfig config, TimeZoneInfo hostZone)
    {
        var scheduling = config.Scheduling;
        var when = TaskPolicy.From(config, hostZone).Schedule switch
        {
            Schedule.Forever => $"for ever: again {Durations.Format(config.FailureControl.RestartDelay)} after each good end",
            Schedule.Timer timer => $"at once, and again {Durations.Format(timer.Interval)} after each end",
            Schedule.Cron => Cron(scheduling, hostZone, config.Identification.Name),
            _ => "once, when it is added",
        };
        return string.Concat(
            config.Identification.Enabled ? "" : "not now (enabled: false), else ",
            scheduling.StartDelay > TimeSpan.Zero ? $"after {Durations.Format(scheduling.StartDelay)}: " : "",
            when,
            scheduling.MaxRuns is { } runs ? $", until {(runs == 1 ? "one run has" : $"{runs} runs have")} succeeded" : "");
    }

    /// <summary>What is told only of a task that says it: slots that come during a run, and those that passed.</summary>
    public static IEnumerable<string> Exceptions(Abstractions.Scheduling scheduling)
    {
        if (scheduling.Overlap != OverlapPolicy.Skip)
        {
            yield return scheduling.Overlap == OverlapPolicy.Queue ? "one during a run waits for its end, at most one" : "one during a run replaces it";
        }

        if (scheduling.Missed != MissedPolicy.Skip)
        {
            var which = scheduling.Missed == MissedPolicy.Once ? "one run makes up for those" : $"at most {scheduling.MissedMax} runs make up for those";
            yield return $"{which} of the last {Durations.Format(scheduling.MissedWithin)} that passed while the host was down";
        }
    }

    private static string Cron(Abstractions.Scheduling scheduling, TimeZoneInfo hostZone, string task)
    {
        var text = scheduling.ScheduleCron ?? "";
        var zone = scheduling.TimeZone is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : hostZone;
        var scope = new CronScope(scheduling.CronDialect, zone, task);
        CronPrefix.TryTake(ref text, ref scope, out _);
        var words = CronWords.Of(text);
        var jitter = scheduling.Jitter > TimeSpan.Zero ? $", shifted by up to {Durations.Format(scheduling.Jitter)}" : "";
        return words is null ? $"at '{text}' {scope.Zone.Id}{jitter}" : $"{words} {scope.Zone.Id} ('{text}'){jitter}";
    }
}
