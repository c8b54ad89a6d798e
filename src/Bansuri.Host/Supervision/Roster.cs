using System.Collections.Immutable;

namespace Bansuri.Host.Supervision;

/// <summary>Who stands on the board: immutable, replaced as a whole.</summary>
internal sealed class Roster
{
    public static readonly Roster Empty = new([]);

    private readonly Dictionary<string, TaskSupervisor> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskSupervisor> _byIdentity = new(StringComparer.Ordinal);
    private readonly ILookup<string, TaskSupervisor> _dependents;

    private Roster(ImmutableArray<TaskSupervisor> all)
    {
        All = all;
        foreach (var supervisor in all)
        {
            _byName[supervisor.Specification.Name] = supervisor;
            _byIdentity[supervisor.Identity] = supervisor;
        }

        _dependents = all
            .SelectMany(supervisor => supervisor.Specification.Config.FailureControl.DependsOn, (supervisor, dependency) => (dependency.Task, supervisor))
            .ToLookup(pair => pair.Task, pair => pair.supervisor, StringComparer.Ordinal);
    }

    /// <summary>As the configuration has them; removed ones that still stop at the end.</summary>
    public ImmutableArray<TaskSupervisor> All { get; }

    public TaskSupervisor? Named(string name) => _byName.GetValueOrDefault(name);

    public TaskSupervisor? Identified(string identity) => _byIdentity.GetValueOrDefault(identity);

    public IEnumerable<TaskSupervisor> DependentsOf(string name) => _dependents[name];

    public Roster With(IEnumerable<TaskSupervisor> added, IReadOnlyList<string> order)
    {
        var places = order.Select((identity, place) => (identity, place)).ToDictionary(pair => pair.identity, pair => pair.place, StringComparer.Ordinal);
        return new Roster([.. All.Concat(added).OrderBy(supervisor => places.GetValueOrDefault(supervisor.Identity, int.MaxValue))]);
    }

    public Roster Without(IReadOnlyCollection<TaskSupervisor> gone) => new([.. All.Where(supervisor => !gone.Contains(supervisor))]);
}
