using Bansuri.Host.StateDirectory.States;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Composition;

/// <summary>Supervision's memory in <c>state.json</c>.</summary>
internal sealed class TaskMemory(StateStore store) : ITaskMemory
{
    // Runs that began and did not end, as this host found them; each is told once.
    private readonly HashSet<string> _interrupted = [.. store.Current.Runs.Values.Select(run => run.Task)];

    public RememberedTask? Recall(string identity)
    {
        var record = store.Current.Tasks.GetValueOrDefault(identity);
        return new RememberedTask(DesireOf(record?.Operator), record?.LastSlot) { WasInterrupted = _interrupted.Remove(identity) };
    }

    public void Remember(string identity, RememberedTask task) => store.Update(state =>
    {
        var before = state.Tasks.GetValueOrDefault(identity) ?? new TaskRecord();
        var after = before with { Operator = OperatorOf(task.Desire, before.Operator), LastSlot = task.LastSlot };
        return state with { Tasks = state.Tasks.SetItem(identity, after) };
    });

    public void Forget(string identity) => store.Update(state => state with { Tasks = state.Tasks.Remove(identity) });

    public Task SavedAsync() => store.FlushAsync();

    private static Desire DesireOf(OperatorStop? order) => order switch
    {
        OperatorStop.Stopped => Desire.Stopped,
        OperatorStop.Disabled => Desire.Disabled,
        _ => Desire.Run,
    };

    // A shutdown or a removal is no order of the operator's: what he wanted before stands.
    private static OperatorStop? OperatorOf(Desire desire, OperatorStop? before) => desire switch
    {
        Desire.Stopped => OperatorStop.Stopped,
        Desire.Disabled => OperatorStop.Disabled,
        Desire.Run => null,
        _ => before,
    };
}
