namespace Bansuri.Host.Supervision;

/// <summary>All tasks as others see them: snapshots, transitions, and the operator's orders. Thread-safe.</summary>
internal interface ITaskBoard
{
    /// <summary>The tasks in the order of the configuration, removed ones that still stop at the end.</summary>
    IReadOnlyList<TaskSnapshot> Snapshots { get; }

    TaskSnapshot? Find(string name);

    /// <summary>The last transitions of a task, oldest first; empty when there is none of that name.</summary>
    IReadOnlyList<TaskTransition> Transitions(string name);

    /// <summary>Posts the order at once and completes when it has been carried out, as docs/operations.md says for each.</summary>
    /// <returns>Null when there is no such task.</returns>
    Task<OrderResult>? OrderAsync(string name, TaskOrder order, CancellationToken cancellationToken);

    /// <summary>Posts the order at once and completes when the task has looked at it: with the reason of a refusal, or null.</summary>
    /// <returns>Null when there is no such task.</returns>
    Task<string?>? PostAsync(string name, TaskOrder order);

    /// <summary>Sends a signal to the task's processes.</summary>
    /// <returns>How many processes got it; null when there is no such task.</returns>
    int? Signal(string name, int signal);

    /// <summary>Raised after each transition, on the thread that made it: handlers only pass it on.</summary>
    event Action<TaskTransition>? Changed;
}
