using System.Collections.Immutable;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Reconciliation;

/// <summary>What configuration and plugins want to be there.</summary>
/// <param name="Revision">The number of the content that it came from.</param>
/// <param name="Tasks">In the order of the files; identities are unique.</param>
/// <param name="Host">The settings of the host.</param>
internal sealed record DesiredState(int Revision, ImmutableArray<TaskSpec> Tasks, HostSettings Host)
{
    public ImmutableSortedDictionary<string, NotifierEntry> Notifiers { get; init; } = ImmutableSortedDictionary<string, NotifierEntry>.Empty;

    /// <summary>The state that a configuration asks for.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="revision">Its number.</param>
    /// <param name="generationOf">The generation of a task type, or null.</param>
    public static DesiredState From(HostConfig config, int revision, Func<string, string?> generationOf) =>
        new(revision, [.. config.Tasks.Select(task => new TaskSpec(task, generationOf(task.Config.Identification.Type)))], config.Host) { Notifiers = config.Notifiers };
}
