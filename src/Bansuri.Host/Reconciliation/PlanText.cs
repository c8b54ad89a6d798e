using Bansuri.Abstractions;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Reconciliation;

/// <summary>A plan in words: one line per task, what happens to it and why.</summary>
internal static class PlanText
{
    /// <summary>In the order in which the plan is carried out; one line that says so when it is empty.</summary>
    public static IEnumerable<string> Lines(Plan plan)
    {
        if (plan.IsEmpty)
        {
            return ["nothing changes"];
        }

        return plan.Removed.Select(spec => $"- {spec.Name}: stops, and is removed{RenamedTo(plan, spec)}")
            .Concat(plan.Changed.Select(change => $"~ {change.New.Name}: {Effect(change)}; {string.Join("; ", Fields(change))}"))
            .Concat(plan.Added.Select(spec => $"+ {spec.Name}: is added{RenamedFrom(plan, spec)}"))
            .Concat(plan.Host.Select(field => $"~ {Describe(field)}{(field.Class == ChangeClass.Restart ? ", counts when the host starts next" : "")}"));
    }

    /// <summary>What becomes of the task: who restarts, and when.</summary>
    public static string Effect(TaskChange change) => change switch
    {
        { Ordered: false } => "stops",
        { Ordered: true } => "starts",
        { New.Generation: null, NeedsRestart: true } => "waits for a plugin that provides its type",
        { NeedsRestart: true } => Restart(change),
        { Fields: var fields } when fields.Any(field => field.Class == ChangeClass.Next) => "goes on running, counts from its next run",
        _ => "goes on running",
    };

    private static string Restart(TaskChange change)
    {
        var config = change.New.Entry.Config;
        var reaction = config.FailureControl.OnChange;
        return reaction.Kind switch
        {
            ChangeReactionKind.Restart => "restarts",
            ChangeReactionKind.NextRun => "goes on running, counts from its next run",
            ChangeReactionKind.Signal => $"gets {SignalNames.Format(reaction.Signal)}, counts from its next run",
            ChangeReactionKind.Manual => "goes on running until an operator restarts it",
            _ when config.Scheduling.Forever => "restarts",
            _ when config.Scheduling.IsPeriodic => "counts from its next run",
            _ when change.IsPluginOnly => "finishes as it was; a finished one is not run again",
            _ => "finishes as it was, then runs once as edited",
        };
    }

    // What merely follows from another key is worth a word only when nothing else is there to tell.
    private static IEnumerable<string> Fields(TaskChange change) =>
        (change.Fields.All(field => field.IsDerived) ? change.Fields : change.Fields.Where(field => !field.IsDerived)).Select(Describe);

    private static string Describe(FieldChange field) => $"{field.Key}: {Shown(field.Old)} -> {Shown(field.New)} ({Scalars.Kebab(field.Class)})";

    private static string Shown(string value) => value.Length == 0 ? "none" : Excerpt.Quote(value);

    private static string RenamedTo(Plan plan, TaskSpec spec) => plan.Renames.FirstOrDefault(rename => rename.Old == spec.Name) is { } found ? $" (renamed to {found.New})" : "";

    private static string RenamedFrom(Plan plan, TaskSpec spec) => plan.Renames.FirstOrDefault(rename => rename.New == spec.Name) is { } found ? $" (renamed from {found.Old})" : "";
}
