using Bansuri.Host.Slurm;
using Bansuri.Host.StateDirectory.States;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Composition;

/// <summary>Supervision's memory in <c>state.json</c>.</summary>
/// <param name="store">The file.</param>
/// <param name="job">That the host runs in, or null.</param>
internal sealed class TaskMemory(StateStore store, SlurmEnvironment? job) : ITaskMemory
{
    // Runs that began and did not end, as this host found them; each is told once.
    private readonly HashSet<string> _interrupted = [.. store.Current.Runs.Values.Select(run => run.Task)];

    public RememberedTask? Recall(string identity)
    {
        var record = store.Current.Tasks.GetValueOrDefault(identity);
        return new RememberedTask(DesireOf(record?.Operator), record?.LastSlot)
        {
            WasInterrupted = _interrupted.Remove(identity),
            SucceededRuns = record?.SuccessfulRuns ?? 0,
            Once = EndOf(record?.Once),
        };
    }

    public void Remember(string identity, RememberedTask task) => store.Update(state =>
    {
        var before = state.Tasks.GetValueOrDefault(identity) ?? new TaskRecord();
        var after = before with
        {
            Operator = task.KeepsOrder ? before.Operator : OperatorOf(task.Desire),
            LastSlot = task.LastSlot,
            SuccessfulRuns = task.SucceededRuns,
            Once = ResultOf(task.Once),
        };
        return state with { Tasks = state.Tasks.SetItem(identity, after) };
    });

    public void Forget(string identity) => store.Update(state => state with { Tasks = state.Tasks.Remove(identity) });

    public Task SavedAsync() => store.FlushAsync();

    // Any start but that of the requeued job, or of the one that its host submitted to go on, runs such tasks anew: also a second one by hand
    // in the same allocation.
    private OnceEnd? EndOf(OnceResult? result) =>
        result is { Fingerprint: { } fingerprint } && job is not null && IsOfAnEarlierIncarnation(result, job)
            ? new OnceEnd(result.Succeeded, result.At, fingerprint)
            : null;

    private bool IsOfAnEarlierIncarnation(OnceResult result, SlurmEnvironment now) => result.JobId == now.JobId
        ? result.RestartCount < now.RestartCount
        : store.Current.Succession is { } succession && succession.From == result.JobId && succession.To == now.JobId;

    // A carried result is written anew as of this incarnation of the job: there may be a third one.
    private OnceResult? ResultOf(OnceEnd? end) =>
        job is null || end is null ? null : new OnceResult(end.Succeeded, end.At, job.JobId) { RestartCount = job.RestartCount, Fingerprint = end.Fingerprint };

    private static Desire DesireOf(OperatorStop? order) => order switch
    {
        OperatorStop.Stopped => Desire.Stopped,
        OperatorStop.Disabled => Desire.Disabled,
        _ => Desire.Run,
    };

    private static OperatorStop? OperatorOf(Desire desire) => desire switch
    {
        Desire.Stopped => OperatorStop.Stopped,
        Desire.Disabled => OperatorStop.Disabled,
        _ => null,
    };
}
