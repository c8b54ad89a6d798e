using Bansuri.Abstractions;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Reconciliation;

/// <summary>What a configuration means, in words: <c>validate --explain</c>.</summary>
internal static class Explanation
{
    private const int Slots = 5;
    private const int Delays = 6;

    /// <summary>The lines, tasks in the order in which they start.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="slots">The coming slots of a task with a cron expression, soonest first; may be endless.</param>
    public static IEnumerable<string> Lines(HostConfig config, Func<TaskEntry, IEnumerable<DateTimeOffset>> slots)
    {
        var steps = StartOrder.Steps(config.Tasks);
        for (var step = 0; step < steps.Length; step++)
        {
            foreach (var task in steps[step])
            {
                yield return $"{task.Name}: {When(task.Config)}{(steps.Length > 1 ? $", starts in step {step + 1} of {steps.Length}" : "")}";
                yield return $"  command: {task.Config.Identification.Command?.ToString() ?? "none"} (type {task.Config.Identification.Type}, in {task.Config.Identification.WorkingDirectory})";
                yield return $"  attempts: {Attempts(task.Config.FailureControl)}";
                if (!task.Config.FailureControl.DependsOn.IsEmpty)
                {
                    yield return "  waits for: " + string.Join(", ", task.Config.FailureControl.DependsOn.Select(Dependency));
                }

                // '@reboot' and '@every' are written as cron, and have no slots.
                string[] coming = task.Config.Scheduling.ScheduleCron is null ? [] : [.. slots(task).Take(Slots).Select(slot => slot.ToString("yyyy-MM-dd HH:mm:sszzz"))];
                if (coming.Length > 0)
                {
                    yield return "  next: " + string.Join(", ", coming);
                }
            }
        }
    }

    private static string When(TaskConfig config) => config switch
    {
        { Identification.Enabled: false } => "does not run (enabled: false)",
        { Scheduling.Forever: true } => "runs for ever",
        { Scheduling.Timer: { } timer } => $"runs {Durations.Format(timer)} after each end",
        { Scheduling.ScheduleCron: { } cron } => $"runs at '{cron}'{(config.Scheduling.TimeZone is { } zone ? $" in {zone}" : "")}",
        _ => "runs once",
    };

    private static string Attempts(FailureControl control) => control switch
    {
        { OnFail: OnFail.Ignore } => "1, a failure counts as success",
        { OnFail: OnFail.Stop } or { Times: 1 } => "1",
        _ => $"{control.Times?.ToString() ?? "unlimited"}, waits of about {string.Join(", ", Waits(control).Select(Durations.Format))}{(control.Times is null or > Delays + 1 ? ", ..." : "")}",
    };

    private static IEnumerable<TimeSpan> Waits(FailureControl control) => Enumerable.Range(0, Math.Min(Delays, (control.Times ?? int.MaxValue) - 1))
        .Select(retry => control.RestartDelay * (control.Backoff switch { BackoffKind.Exponential => Math.Pow(2, retry), BackoffKind.Linear => retry + 1, _ => 1 }))
        .Select(wait => wait < control.RestartDelayMax ? wait : control.RestartDelayMax);

    private static string Dependency(Dependency dependency) =>
        dependency.Condition == DependencyCondition.Default ? dependency.Task : $"{dependency.Task} ({Scalars.Kebab(dependency.Condition)})";
}
