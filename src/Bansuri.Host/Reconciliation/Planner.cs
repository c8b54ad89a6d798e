using System.Collections.Immutable;

namespace Bansuri.Host.Reconciliation;

/// <summary>Compares two desired states, row by row of the key table. Pure.</summary>
internal static class Planner
{
    /// <summary>The plan; without an old state everything is added.</summary>
    public static Plan Plan(DesiredState? old, DesiredState next)
    {
        var pairs = Pairs.Of(old?.Tasks ?? [], next.Tasks);
        var added = ImmutableArray.CreateBuilder<TaskSpec>();
        var changed = ImmutableArray.CreateBuilder<TaskChange>();
        var unchanged = ImmutableArray.CreateBuilder<TaskSpec>(old is null ? 0 : next.Tasks.Length);
        for (var place = 0; place < next.Tasks.Length; place++)
        {
            var spec = next.Tasks[place];
            if (pairs[place] is not { } before)
            {
                added.Add(spec);
            }
            else if (FieldDiff.Of(before, spec) is { IsEmpty: false } fields)
            {
                changed.Add(new TaskChange(before, spec, fields));
            }
            else
            {
                unchanged.Add(spec);
            }
        }

        return new Plan
        {
            Added = added.ToImmutable(),
            Removed = pairs.Removed,
            Changed = changed.ToImmutable(),
            Unchanged = unchanged.DrainToImmutable(),
            Renames = Renames(pairs.Removed, added.ToImmutable()),
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
