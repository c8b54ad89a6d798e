using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>
/// All supervisors: it makes them, passes orders on and shuts them down. Updates come from one caller at a time; everything else may be
/// called from any thread.
/// </summary>
internal sealed class TaskBoard(SupervisionServices services, ITaskMemory memory, ITaskTypeDirectory types, ILeftovers leftovers) : ITaskBoard, IAsyncDisposable
{
    // An update that has begun while the host starts to shut down would add tasks that nobody stops; neither side has a mailbox to wait in.
    private readonly Lock _update = new();
    private volatile Roster _roster = Roster.Empty;
    private volatile bool _shuttingDown;

    // The same for all.
    private SupervisorHooks? _hooks;

    public event Action<TaskTransition>? Changed;

    /// <summary>Raised from the task's own mailbox: whoever listens returns at once.</summary>
    public event Action<TaskReport>? Reported;

    /// <summary>Raised with its name when an essential task failed for good.</summary>
    public event Action<string>? EssentialFailed;

    public IReadOnlyList<TaskSnapshot> Snapshots => [.. _roster.All.Where(place => !place.Supervisor.IsGone).Select(place => place.Supervisor.Snapshot)];

    public TaskSnapshot? Find(string name) => Present(name)?.Snapshot;

    /// <summary>The configuration of a task as it is wanted now; null when there is none of that name.</summary>
    public TaskSpecification? Specification(string name) => _roster.Named(name) is { Supervisor.IsGone: false } place ? place.Task : null;

    public IReadOnlyList<TaskTransition> Transitions(string name) => Present(name)?.Transitions.All ?? [];

    public Task<OrderResult>? OrderAsync(string name, TaskOrder order, CancellationToken cancellationToken) =>
        Present(name)?.OrderAsync(order, cancellationToken);

    public Task<string?>? PostAsync(string name, TaskOrder order) => Present(name)?.PostAsync(order);

    public int? Signal(string name, int signal) => Present(name)?.Signal(signal);

    /// <summary>Carries out a reload; returns at once, the supervisors do the rest.</summary>
    public void Apply(BoardUpdate update)
    {
        lock (_update)
        {
            if (!_shuttingDown)
            {
                Sweep();
                Carry(update);
            }
        }
    }

    /// <summary>A plugin came or went, or was swapped, or a leftover is gone: who waits for that may go on.</summary>
    public void TurnGates()
    {
        foreach (var (_, supervisor) in _roster.All)
        {
            supervisor.TurnGate();
        }
    }

    /// <summary>Stops all: reverse dependency order, otherwise in parallel. Completes when nothing is left.</summary>
    public Task ShutDownAsync()
    {
        lock (_update)
        {
            _shuttingDown = true;
        }

        return Shutdown.Of(_roster);
    }

    /// <summary>Grace periods that run shrink to this.</summary>
    public void Hurry(TimeSpan grace)
    {
        foreach (var (_, supervisor) in _roster.All)
        {
            supervisor.Hurry(grace);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, supervisor) in _roster.All)
        {
            await supervisor.DisposeAsync();
        }
    }

    private TaskSupervisor? Present(string name) => _roster.Named(name) is { Supervisor: { IsGone: false } supervisor } ? supervisor : null;

    private void Carry(BoardUpdate update)
    {
        var roster = _roster;
        foreach (var identity in update.Removed)
        {
            roster.Identified(identity)?.Supervisor.Post(new LifecycleEvent.RemoveOrdered());
        }

        var changed = update.Changed
            .Select(change => (change.Kinds, Place: roster.Identified(change.Specification.Identity) is { } old ? old with { Task = change.Specification } : null))
            .Where(each => each.Place is not null)
            .Select(each => (each.Kinds, Place: each.Place!)) // Null ones are gone.
            .ToList();
        var added = update.Added
            .Select(task => (IsBack: roster.Identified(task.Identity) is not null, Place: new Roster.Place(task, roster.Identified(task.Identity)?.Supervisor ?? Make(task))))
            .ToList();

        // All are on the board before the first one starts, as they may depend on each other.
        _roster = roster.With([.. changed.Select(each => each.Place), .. added.Select(each => each.Place)], update.Order);
        foreach (var (kinds, place) in changed)
        {
            place.Supervisor.Post(place.Task, kinds);
        }

        TurnGates();
        foreach (var (isBack, (task, supervisor)) in added)
        {
            if (isBack)
            {
                // It stops still, or has not been swept away yet.
                supervisor.Post(task, ChangeKinds.None);
            }

            var remembered = isBack ? null : memory.Recall(task.Identity);
            supervisor.Post(new LifecycleEvent.Added(remembered?.Desire ?? Desire.Run, remembered?.LastSlot)
            {
                WasInterrupted = remembered?.WasInterrupted ?? false,
                SucceededRuns = remembered?.SucceededRuns ?? 0,
                HasSucceeded = OnceEnds.Carried(remembered, task.Config),
            });
        }
    }

    private TaskSupervisor Make(TaskSpecification specification) => new(
        specification,
        services,
        _hooks ??= new SupervisorHooks
        {
            Gate = GateOf,
            Changed = OnChanged,
            Reported = report => Reported?.Invoke(report),
            Remember = Remember,
            Saved = memory.SavedAsync,
            EssentialFailed = name => EssentialFailed?.Invoke(name),
            Generation = types.Generation,
        });

    private void Remember(TaskSpecification task, Lifecycle state)
    {
        if (state.Desire == Desire.Removed)
        {
            memory.Forget(task.Identity);
        }
        else
        {
            memory.Remember(task.Identity, new RememberedTask(state.IsDisabledByConfiguration ? state.OrderBeneath : state.Desire, state.LastSlot)
            {
                KeepsOrder = state.Desire == Desire.Shutdown,
                SucceededRuns = state.SucceededRuns,
                Once = OnceEnds.Of(state, task.Config),
            });
        }
    }

    private void OnChanged(TaskTransition transition)
    {
        Changed?.Invoke(transition);
        if (!_shuttingDown)
        {
            foreach (var dependent in _roster.DependentsOf(transition.Task))
            {
                dependent.TurnGate();
            }
        }
    }

    private Gate GateOf(TaskSpecification task)
    {
        var roster = _roster;
        return leftovers.Gate(task.Identity) is { IsOpen: false } left ? left
            : types.Gate(task.Config.Identification.Type) is { IsOpen: false } closed ? closed
            : services.Fits(task.Config) is { IsOpen: false } deferred ? deferred
            : Dependencies.Of(task.Config, name => roster.Named(name) is { } other ? (other.Task.Config, other.Supervisor.Snapshot) : null);
    }

    // A supervisor that says it is gone says so for good: only an update, of which there is one at a time, could add it again.
    private void Sweep()
    {
        var before = _roster;
        _roster = before.WithoutGone();
        foreach (var (_, supervisor) in before.All.Except(_roster.All))
        {
            _ = supervisor.DisposeAsync().AsTask();
        }
    }
}
