using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>What a supervisor tells the board it stands on. Called from its mailbox: nothing here may block.</summary>
internal sealed record SupervisorHooks
{
    /// <summary>Whether a run may begin, as things stand now.</summary>
    public required Func<TaskSpecification, Gate> Gate { get; init; }

    /// <summary>The state or its reason changed.</summary>
    public required Action<TaskTransition> Changed { get; init; }

    /// <summary>Something happened that others may want to hear of.</summary>
    public required Action<TaskReport> Reported { get; init; }

    /// <summary>What the next host must know has changed.</summary>
    public required Action<TaskSpecification, Lifecycle> Remember { get; init; }

    /// <summary>Completes when that is written, or could not be.</summary>
    public required Func<Task> Saved { get; init; }

    public required Action<string> EssentialFailed { get; init; }

    /// <summary>The plugin generation that serves a task type, or null.</summary>
    public required Func<string, string?> Generation { get; init; }
}
