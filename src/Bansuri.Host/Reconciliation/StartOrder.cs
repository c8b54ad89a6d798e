using System.Collections.Immutable;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Reconciliation;

/// <summary>The order in which tasks may start: what they depend on first, otherwise as in the files. A valid configuration has no cycle.</summary>
internal static class StartOrder
{
    /// <summary>The tasks in steps: all of a step may start at once, when those of the step before have come so far.</summary>
    public static ImmutableArray<ImmutableArray<TaskEntry>> Steps(ImmutableArray<TaskEntry> tasks)
    {
        var steps = ImmutableArray.CreateBuilder<ImmutableArray<TaskEntry>>();
        var started = new HashSet<string>(StringComparer.Ordinal);
        var left = tasks;
        while (!left.IsEmpty)
        {
            var free = left.Where(task => task.Config.FailureControl.DependsOn.All(dependency => started.Contains(dependency.Task))).ToImmutableArray();
            if (free.IsEmpty)
            {
                free = left; // a cycle, which the reader refuses; whoever comes here anyway gets all of them
            }

            steps.Add(free);
            started.UnionWith(free.Select(task => task.Name));
            left = left.RemoveAll(task => started.Contains(task.Name));
        }

        return steps.ToImmutable();
    }
}
