using Bansuri.Abstractions;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>The strings that a run holds an attempt by. Thread-safe.</summary>
internal sealed class AttemptControl(TaskRun run) : IProgress<TaskProgress>
{
    private volatile IAttemptProcesses? _processes;

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>The attempt shall end: stop sequence with the grace period in force.</summary>
    public required CancellationToken Stop { get; init; }

    /// <summary>The grace period is over at once.</summary>
    public required CancellationToken KillNow { get; init; }

    /// <summary>The process runs; null for code without one.</summary>
    public void Started(int? pid) => run.Hear(this, new LifecycleEvent.AttemptStarted(Number, pid));

    public void Ready() => run.Hear(this, new LifecycleEvent.BecameReady());

    public void Accept(IAttemptProcesses processes) => _processes = processes;

    public void Report(TaskProgress value) => run.Report(value);

    public void Adjust() => _processes?.Adjust();

    public int Signal(int number) => _processes?.Signal(number) ?? 0;
}
