using Bansuri.Abstractions;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>Whose run it is. Thread-safe: a run asks and tells from wherever it is.</summary>
internal interface IRunOwner
{
    /// <summary>The newest configuration, for live keys.</summary>
    TaskConfig Live { get; }

    /// <summary>The retry policy of the newest one.</summary>
    RetryPolicy Retry { get; }

    /// <summary>Whether a further attempt may begin in what is left of the allocation.</summary>
    bool Fits { get; }

    /// <summary>Into the task's mailbox.</summary>
    void Post(LifecycleEvent happened);

    /// <summary>What the task's code says of how far it is.</summary>
    void Report(TaskProgress progress);
}
