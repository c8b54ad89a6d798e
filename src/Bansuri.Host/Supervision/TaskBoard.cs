using System.Collections.Immutable;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>
/// All supervisors: it makes them, passes orders on and shuts them down. Updates come from one caller at a time; everything else may be
/// called from any thread.
/// </summary>
internal sealed class TaskBoard(SupervisionServices services, ITaskMemory memory, ITaskTypeDirectory types) : ITaskBoard, IAsyncDisposable
{
    private volatile Roster _roster = Roster.Empty;
    private volatile bool _shuttingDown;

    public event Action<TaskTransition>? Changed;

    /// <summary>Raised with its name when an essential task failed for good.</summary>
    public event Action<string>? EssentialFailed;

    public IReadOnlyList<TaskSnapshot> Snapshots => [.. _roster.All.Where(supervisor => !supervisor.IsGone).Select(supervisor => supervisor.Snapshot)];

    public TaskSnapshot? Find(string name) => Present(name)?.Snapshot;

    /// <summary>The configuration of a task as it is wanted now; null when there is none of that name.</summary>
    public TaskSpecification? Specification(string name) => Present(name)?.Specification;

    public IReadOnlyList<TaskTransition> Transitions(string name) => Present(name)?.Transitions.All ?? [];

    public Task<OrderResult>? OrderAsync(string name, TaskOrder order, CancellationToken cancellationToken) =>
        Present(name)?.OrderAsync(order, cancellationToken);

    public int? Signal(string name, int signal) => Present(name)?.Signal(signal);

    /// <summary>Carries out a reload; returns at once, the supervisors do the rest.</summary>
    public void Apply(BoardUpdate update)
    {
        Sweep();
        var roster = _roster;
        foreach (var identity in update.Removed)
        {
            roster.Identified(identity)?.Post(new LifecycleEvent.RemoveOrdered());
            memory.Forget(identity);
        }

        foreach (var change in update.Changed)
        {
            roster.Identified(change.Specification.Identity)?.Post(change.Specification, change.Kinds);
        }

        // All are on the board before the first one starts, as they may depend on each other.
        var added = update.Added.Select(specification => (Specification: specification, Supervisor: roster.Identified(specification.Identity))).ToList();
        var fresh = added.Where(each => each.Supervisor is null).Select(each => Make(each.Specification)).ToList();
        _roster = roster.With(fresh, update.Order);
        foreach (var (specification, supervisor) in added)
        {
            supervisor?.Post(specification, ChangeKinds.None);
            supervisor?.Post(new LifecycleEvent.Added());
        }

        TurnGates();
        foreach (var supervisor in fresh)
        {
            var remembered = memory.Recall(supervisor.Identity);
            supervisor.Post(new LifecycleEvent.Added(remembered?.Desire ?? Desire.Run, remembered?.LastSlot));
        }
    }

    /// <summary>A plugin came or went, or was swapped: who waits for it may go on.</summary>
    public void TurnGates()
    {
        var roster = _roster;
        foreach (var supervisor in roster.All)
        {
            supervisor.Turn(GateOf(supervisor.Specification, roster));
        }
    }

    /// <summary>Stops all: reverse dependency order, otherwise in parallel. Completes when nothing is left.</summary>
    public Task ShutDownAsync()
    {
        _shuttingDown = true;
        return Shutdown.Of(_roster.All);
    }

    /// <summary>Grace periods that run shrink to this.</summary>
    public void Hurry(TimeSpan grace)
    {
        foreach (var supervisor in _roster.All)
        {
            supervisor.Hurry(grace);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var supervisor in _roster.All)
        {
            await supervisor.DisposeAsync();
        }
    }

    private TaskSupervisor? Present(string name) => _roster.Named(name) is { IsGone: false } supervisor ? supervisor : null;

    private TaskSupervisor Make(TaskSpecification specification) => new(
        specification,
        services,
        new SupervisorHooks
        {
            Changed = OnChanged,
            Remember = (task, state) => memory.Remember(task.Identity, new RememberedTask(state.Desire, state.LastSlot)),
            EssentialFailed = name => EssentialFailed?.Invoke(name),
            Generation = types.Generation,
        },
        new Gate("not looked at yet"));

    private void OnChanged(TaskTransition transition)
    {
        Changed?.Invoke(transition);
        if (_shuttingDown)
        {
            return;
        }

        var roster = _roster;
        foreach (var dependent in roster.DependentsOf(transition.Task))
        {
            dependent.Turn(GateOf(dependent.Specification, roster));
        }
    }

    private Gate GateOf(TaskSpecification task, Roster roster) => types.Gate(task.Config.Identification.Type) is { IsOpen: false } closed
        ? closed
        : Dependencies.Of(task.Config, name => roster.Named(name) is { } other ? (other.Specification.Config, other.Snapshot) : null);

    // A supervisor that says it is gone says so for good: only an update, of which there is one at a time, could add it again.
    private void Sweep()
    {
        var gone = _roster.All.Where(supervisor => supervisor.IsGone).ToList();
        _roster = gone.Count == 0 ? _roster : _roster.Without(gone);
        foreach (var supervisor in gone)
        {
            _ = supervisor.DisposeAsync().AsTask();
        }
    }
}
