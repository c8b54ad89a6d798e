using System.Collections.Immutable;

namespace Bansuri.Host.Reconciliation;

/// <summary>Which task of the old state each task of the next one was, by identity. Pure.</summary>
internal sealed class Pairs
{
    private readonly TaskSpec?[] _before;

    private Pairs(TaskSpec?[] before, ImmutableArray<TaskSpec> removed) => (_before, Removed) = (before, removed);

    /// <summary>The old tasks that are no more, in their order.</summary>
    public ImmutableArray<TaskSpec> Removed { get; }

    /// <summary>What the task at this place of the next state was before; null when it is new.</summary>
    public TaskSpec? this[int place] => _before[place];

    public static Pairs Of(ImmutableArray<TaskSpec> old, ImmutableArray<TaskSpec> next)
    {
        // An edit leaves the order as it is: what stands before and behind it needs no dictionary, which for ten thousand tasks is large
        // enough to set off a collection of everything.
        var shorter = Math.Min(old.Length, next.Length);
        var (head, tail) = (0, 0);
        while (head < shorter && old[head].Identity == next[head].Identity)
        {
            head++;
        }

        while (tail < shorter - head && old[^(tail + 1)].Identity == next[^(tail + 1)].Identity)
        {
            tail++;
        }

        var middle = old[head..^tail].ToDictionary(spec => spec.Identity, StringComparer.Ordinal);
        var before = new TaskSpec?[next.Length];
        for (var place = 0; place < next.Length; place++)
        {
            before[place] = place < head ? old[place]
                : place >= next.Length - tail ? old[place - next.Length + old.Length]
                : middle.Remove(next[place].Identity, out var spec) ? spec : null;
        }

        return new Pairs(before, middle.Count == 0 ? [] : [.. old[head..^tail].Where(spec => middle.ContainsKey(spec.Identity))]);
    }
}
