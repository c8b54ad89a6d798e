using Bansuri.Abstractions;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>The strings that a run holds an attempt by. Thread-safe.</summary>
internal sealed class AttemptControl(Action<int?> started, Action ready, Action<TaskProgress> progress) : IProgress<TaskProgress>
{
    private volatile Func<int, int>? _signal;
    private volatile Action<int>? _prioritise;

    /// <summary>The attempt shall end: stop sequence with the grace period in force.</summary>
    public required CancellationToken Stop { get; init; }

    /// <summary>The grace period is over at once.</summary>
    public required CancellationToken KillNow { get; init; }

    /// <summary>The process runs; null for code without one.</summary>
    public void Started(int? pid) => started(pid);

    public void Ready() => ready();

    /// <summary>Takes what sends a signal to the attempt's processes and returns how many got it, and what sets their niceness.</summary>
    public void Accept(Func<int, int> signal, Action<int> prioritise) => (_signal, _prioritise) = (signal, prioritise);

    public void Report(TaskProgress value) => progress(value);

    public void Prioritise(int nice) => _prioritise?.Invoke(nice);

    public int Signal(int number) => _signal?.Invoke(number) ?? 0;
}
