using Bansuri.Abstractions;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>The strings that a run holds an attempt by. Thread-safe.</summary>
internal sealed class AttemptControl(Action<int?> started, Action ready, Action<TaskProgress> progress) : IProgress<TaskProgress>
{
    private volatile IAttemptProcesses? _processes;

    /// <summary>The attempt shall end: stop sequence with the grace period in force.</summary>
    public required CancellationToken Stop { get; init; }

    /// <summary>The grace period is over at once.</summary>
    public required CancellationToken KillNow { get; init; }

    /// <summary>The process runs; null for code without one.</summary>
    public void Started(int? pid) => started(pid);

    public void Ready() => ready();

    public void Accept(IAttemptProcesses processes) => _processes = processes;

    public void Report(TaskProgress value) => progress(value);

    public void Adjust() => _processes?.Adjust();

    public int Signal(int number) => _processes?.Signal(number) ?? 0;
}
