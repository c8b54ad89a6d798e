using System.Collections.Immutable;
using Bansuri.Abstractions;

namespace Bansuri.Testing;

/// <summary>Starts no process, but keeps what would have been started. Thread-safe.</summary>
/// <param name="outcome">What becomes of each: its exit code. Default: 0 at once.</param>
public sealed class RecordedProcesses(Func<ProcessSpec, CancellationToken, Task<int>>? outcome = null) : ITaskProcesses
{
    private ImmutableList<ProcessSpec> _started = [];

    /// <summary>What was started so far, in order.</summary>
    public IReadOnlyList<ProcessSpec> Started => Volatile.Read(ref _started);

    Task<int> ITaskProcesses.RunAsync(ProcessSpec spec, CancellationToken stopping)
    {
        ImmutableInterlocked.Update(ref _started, (all, each) => all.Add(each), spec);
        return outcome?.Invoke(spec, stopping) ?? Task.FromResult(0);
    }
}
