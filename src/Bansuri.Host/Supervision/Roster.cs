using System.Collections.Immutable;

namespace Bansuri.Host.Supervision;

/// <summary>
/// Who stands on the board, and as what: immutable, replaced as a whole. The specifications are the ones that were last ordered; a supervisor
/// takes over its own when its mailbox comes to it.
/// </summary>
internal sealed class Roster
{
    public static readonly Roster Empty = new([]);

    private readonly Dictionary<string, Place> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _byIdentity = new(StringComparer.Ordinal);
    private readonly ILookup<string, TaskSupervisor> _dependents;

    private Roster(ImmutableArray<Place> all)
    {
        All = all;
        foreach (var place in all)
        {
            _byIdentity[place.Task.Identity] = place;

            // A removed one that still stops, at the end, leaves the name to the one that came after it.
            _byName.TryAdd(place.Task.Name, place);
        }

        _dependents = all
            .SelectMany(place => place.Task.Config.FailureControl.DependsOn, (place, dependency) => (dependency.Task, place.Supervisor))
            .ToLookup(pair => pair.Task, pair => pair.Supervisor, StringComparer.Ordinal);
    }

    /// <summary>As the configuration has them; removed ones that still stop at the end.</summary>
    public ImmutableArray<Place> All { get; }

    public Place? Named(string name) => _byName.GetValueOrDefault(name);

    public Place? Identified(string identity) => _byIdentity.GetValueOrDefault(identity);

    public IEnumerable<TaskSupervisor> DependentsOf(string name) => _dependents[name];

    /// <summary>Adds those that are not here yet, and gives the others their new specification.</summary>
    /// <param name="places">New and changed ones.</param>
    /// <param name="order">All identities as the configuration has them.</param>
    public Roster With(IReadOnlyCollection<Place> places, IReadOnlyList<string> order)
    {
        var replaced = places.Select(place => place.Supervisor).ToHashSet();
        var ranks = order.Select((identity, rank) => (identity, rank)).ToDictionary(pair => pair.identity, pair => pair.rank, StringComparer.Ordinal);
        return new Roster([.. All
            .Where(place => !replaced.Contains(place.Supervisor))
            .Concat(places)
            .OrderBy(place => ranks.GetValueOrDefault(place.Task.Identity, int.MaxValue))]);
    }

    public Roster WithoutGone() => All.Any(place => place.Supervisor.IsGone) ? new([.. All.Where(place => !place.Supervisor.IsGone)]) : this;

    /// <summary>A task and who supervises it.</summary>
    internal sealed record Place(TaskSpecification Task, TaskSupervisor Supervisor);
}
