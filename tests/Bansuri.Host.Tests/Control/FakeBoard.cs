using Bansuri.Host.Supervision;

namespace Bansuri.Host.Tests.Control;

/// <summary>Tasks that do what the test says.</summary>
internal sealed class FakeBoard : ITaskBoard
{
    public List<TaskSnapshot> Tasks { get; } = [];

    public List<TaskTransition> History { get; } = [];

    public List<(string Task, TaskOrder Order)> Ordered { get; } = [];

    public Func<TaskSnapshot, TaskOrder, Task<OrderResult>> Answer { get; set; } = (task, _) =>
        Task.FromResult(new OrderResult(OrderOutcome.Done, "ordered by the operator", task));

    public int Signalled { get; private set; }

    public IReadOnlyList<TaskSnapshot> Snapshots => Tasks;

    public event Action<TaskTransition>? Changed;

    public TaskSnapshot? Find(string name) => Tasks.Find(task => task.Name == name);

    public IReadOnlyList<TaskTransition> Transitions(string name) => [.. History.Where(transition => transition.Task == name)];

    public Task<OrderResult>? OrderAsync(string name, TaskOrder order, CancellationToken cancellationToken)
    {
        if (Find(name) is not { } task)
        {
            return null;
        }

        lock (Ordered)
        {
            Ordered.Add((name, order));
        }

        return Answer(task, order);
    }

    public Task<string?>? PostAsync(string name, TaskOrder order) => OrderAsync(name, order, CancellationToken.None) is { } answer ? RefusalAsync(answer) : null;

    public int? Signal(string name, int signal)
    {
        Signalled = signal;
        return Find(name) is { } task ? task.Pid is null ? 0 : 2 : null;
    }

    private static async Task<string?> RefusalAsync(Task<OrderResult> answer) =>
        answer.IsCompleted && await answer is { Outcome: OrderOutcome.Refused, Message: var refusal } ? refusal : null;

    public void Raise(TaskTransition transition) => Changed?.Invoke(transition);
}
