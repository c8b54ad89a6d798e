using Bansuri.Host.Processes;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Composition;

/// <summary>The board with what each task's processes use: one pass over /proc for all tasks, and only when somebody looks.</summary>
internal sealed class UsageBoard(TaskBoard board, IProcessEngine engine) : ITaskBoard
{
    public event Action<TaskTransition>? Changed
    {
        add => board.Changed += value;
        remove => board.Changed -= value;
    }

    public IReadOnlyList<TaskSnapshot> Snapshots
    {
        get
        {
            var usage = engine.Usage();
            return [.. board.Snapshots.Select(task => With(task, usage))];
        }
    }

    public TaskSnapshot? Find(string name) => board.Find(name) is { } task ? With(task, engine.Usage()) : null;

    public IReadOnlyList<TaskTransition> Transitions(string name) => board.Transitions(name);

    public Task<OrderResult>? OrderAsync(string name, TaskOrder order, CancellationToken cancellationToken) => board.OrderAsync(name, order, cancellationToken);

    public Task<string?>? PostAsync(string name, TaskOrder order) => board.PostAsync(name, order);

    public int? Signal(string name, int signal) => board.Signal(name, signal);

    private static TaskSnapshot With(TaskSnapshot task, IReadOnlyDictionary<string, ProcessUsage> usage) =>
        task.RunId is { } run && usage.TryGetValue(run, out var used)
            ? task with { CpuSeconds = used.CpuSeconds, MemoryBytes = used.MemoryBytes, ProcessCount = used.ProcessCount }
            : task;
}
