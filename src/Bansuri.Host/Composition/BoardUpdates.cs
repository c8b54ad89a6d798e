using Bansuri.Abstractions;
using Bansuri.Abstractions.Keys;
using Bansuri.Host.Configuration;
using Bansuri.Host.Reconciliation;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Composition;

/// <summary>A plan in the terms of the board. Pure.</summary>
internal static class BoardUpdates
{
    private static readonly HashSet<string> ScheduleKeys = Names(
        SchedulingKeys.Forever, SchedulingKeys.ScheduleCron, SchedulingKeys.Timer);

    // Without a cron expression these say nothing, and a task that has failed for good must not begin again for them.
    private static readonly HashSet<string> CronKeys = Names(SchedulingKeys.CronDialect, SchedulingKeys.TimeZone, SchedulingKeys.Jitter);

    private static readonly HashSet<string> RetryKeys = Names(
        FailureControlKeys.Times, FailureControlKeys.OnFail, FailureControlKeys.RestartDelay, FailureControlKeys.RestartDelayMax, FailureControlKeys.Backoff,
        FailureControlKeys.BackoffJitter, FailureControlKeys.HealthyAfter, FailureControlKeys.SuccessCodes, FailureControlKeys.FatalCodes);

    public static BoardUpdate From(Plan plan, DesiredState desired) => new(
        [.. plan.Removed.Select(spec => spec.Identity)],
        [.. plan.Changed.Select(change => new Supervision.TaskChange(Specification(change.New.Entry), Kinds(change)))],
        [.. plan.Added.Select(spec => Specification(spec.Entry))],
        [.. desired.Tasks.Select(spec => spec.Identity)]);

    private static TaskSpecification Specification(TaskEntry entry) => new(entry.Identity, entry.Name, entry.Config);

    private static ChangeKinds Kinds(Reconciliation.TaskChange change) => change.Fields.Aggregate(ChangeKinds.None, (kinds, field) => kinds | Kind(field, change.New.Entry.Config));

    private static ChangeKinds Kind(FieldChange field, TaskConfig config) => field switch
    {
        { Key: FieldChange.PluginKey } => ChangeKinds.Plugin,
        { Class: ChangeClass.Restart } => ChangeKinds.Restart,
        { Class: ChangeClass.Order } => ChangeKinds.Enabled,
        { Key: var key } when key == SchedulingKeys.StartDelay.Name => ChangeKinds.StartDelay,
        { Key: var key } when key == SchedulingKeys.MaxRuns.Name => ChangeKinds.MaxRuns,
        { Key: var key } when ScheduleKeys.Contains(key) => ChangeKinds.Schedule,
        { Key: var key } when CronKeys.Contains(key) => config.Scheduling.ScheduleCron is null ? ChangeKinds.None : ChangeKinds.Schedule,
        { Key: var key } when RetryKeys.Contains(key) => ChangeKinds.Retry,
        _ => ChangeKinds.None,
    };

    private static HashSet<string> Names(params ReadOnlySpan<Key> keys)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            names.Add(key.Name);
        }

        return names;
    }
}
