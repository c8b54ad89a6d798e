using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Reconciliation;

/// <summary>A plan in words: one line per task, what happens to it and why.</summary>
internal static class PlanText
{
    /// <summary>In the order in which the plan is carried out; none when it is empty.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="presence">What each of the present tasks does now.</param>
    public static IEnumerable<string> Lines(Plan plan, Func<TaskSpec, Presence> presence) =>
        plan.Removed.Select(spec => $"- {spec.Name}: {(presence(spec) is Presence.Active or Presence.Delayed ? "stops, and is removed" : "is removed")}{RenamedTo(plan, spec)}")
            .Concat(plan.Changed.Select(change => $"~ {change.New.Name}: {Effects.Of(change, presence(change.Old))}; {string.Join("; ", Fields(change))}"))
            .Concat(plan.Added.Select(spec => $"+ {spec.Name}: is added{(spec.Entry.Config.Identification.Enabled ? "" : ", disabled")}{RenamedFrom(plan, spec)}"))
            .Concat(plan.Host.Select(field => $"~ {Describe(field)}{(field.Class == ChangeClass.Restart ? ", counts when the host starts next" : "")}"));

    // What merely follows from another key is worth a word only when nothing else is there to tell.
    private static IEnumerable<string> Fields(TaskChange change) =>
        (change.Fields.All(field => field.IsDerived) ? change.Fields : change.Fields.Where(field => !field.IsDerived)).Select(Describe);

    private static string Describe(FieldChange field) => $"{field.Key}: {Shown(field.Old)} -> {Shown(field.New)} ({Scalars.Kebab(field.Class)})";

    private static string Shown(string value) => value is "" or "none" ? "none" : Excerpt.Quote(value);

    private static string RenamedTo(Plan plan, TaskSpec spec) => plan.Renames.FirstOrDefault(rename => rename.Old == spec.Name) is { } found ? $" (renamed to {found.New})" : "";

    private static string RenamedFrom(Plan plan, TaskSpec spec) => plan.Renames.FirstOrDefault(rename => rename.New == spec.Name) is { } found ? $" (renamed from {found.Old})" : "";
}
