using System.Collections.Immutable;

namespace Bansuri.Host.Reconciliation;

/// <summary>Compares two desired states, row by row of the key table. Pure.</summary>
internal static class Planner
{
    /// <summary>The plan; without an old state everything is added.</summary>
    public static Plan Plan(DesiredState? old, DesiredState next)
    {
        var before = old?.Tasks.ToDictionary(spec => spec.Identity, StringComparer.Ordinal) ?? [];
        var after = next.Tasks.Select(spec => spec.Identity).ToHashSet(StringComparer.Ordinal);
        var added = next.Tasks.Where(spec => !before.ContainsKey(spec.Identity)).ToImmutableArray();
        var removed = (old?.Tasks ?? []).Where(spec => !after.Contains(spec.Identity)).ToImmutableArray();
        var changed = ImmutableArray.CreateBuilder<TaskChange>();
        var unchanged = ImmutableArray.CreateBuilder<TaskSpec>();
        foreach (var spec in next.Tasks.Where(spec => before.ContainsKey(spec.Identity)))
        {
            var fields = FieldDiff.Of(before[spec.Identity], spec);
            if (fields.IsEmpty)
            {
                unchanged.Add(spec);
            }
            else
            {
                changed.Add(new TaskChange(before[spec.Identity], spec, fields));
            }
        }

        return new Plan
        {
            Added = added,
            Removed = removed,
            Changed = changed.ToImmutable(),
            Unchanged = unchanged.ToImmutable(),
            Renames = Renames(removed, added),
            Host = old is null ? [] : FieldDiff.OfHost(old, next),
        };
    }

    // Each removal takes the first addition of equal content that is still free.
    private static ImmutableArray<Rename> Renames(ImmutableArray<TaskSpec> removed, ImmutableArray<TaskSpec> added)
    {
        if (removed.IsEmpty || added.IsEmpty)
        {
            return [];
        }

        var free = added.GroupBy(spec => spec.Fingerprint).ToDictionary(group => group.Key, group => new Queue<TaskSpec>(group), StringComparer.Ordinal);
        return [.. removed
            .Select(spec => free.TryGetValue(spec.Fingerprint, out var equal) && equal.TryDequeue(out var heir) ? new Rename(spec.Name, heir.Name) : null)
            .OfType<Rename>()];
    }
}
