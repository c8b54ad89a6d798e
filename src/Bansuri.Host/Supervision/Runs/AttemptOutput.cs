using Bansuri.Abstractions;
using Bansuri.Host.Output;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>The streams of one attempt: those of its processes, and the lines of code that runs in the host.</summary>
internal sealed class AttemptOutput(AttemptOrder order, TaskOutput output) : ITaskOutput
{
    // Only where code runs in the host; two of its threads may write the first line at once.
    private OutputStream? _stdout;
    private OutputStream? _stderr;
    private object? _opening;

    /// <summary>A pair for one process; null is <c>/dev/null</c>, or for stderr the same as stdout when it is combined.</summary>
    public (OutputStream? Stdout, OutputStream? Stderr, bool Merge) Streams(string runId)
    {
        var logging = order.Config.Logging;
        var stdout = logging.Stdout.Kind == OutputTargetKind.Ignore ? null : output.OpenStdout(order.Attempt, runId);
        var stderr = logging.Stderr.Kind is OutputTargetKind.Ignore or OutputTargetKind.Combined ? null : output.OpenStderr(order.Attempt, runId);
        return (stdout, stderr, logging.Stderr.Kind == OutputTargetKind.Combined);
    }

    public void WriteLine(string line) => Stdout.WriteLine(line);

    public void WriteErrorLine(string line) => Stderr.WriteLine(line);

    /// <summary>Nothing more comes from the host's own code.</summary>
    public void End()
    {
        _stdout?.End();
        if (_stderr != _stdout)
        {
            _stderr?.End();
        }
    }

    private OutputStream Stdout =>
        LazyInitializer.EnsureInitialized(ref _stdout, ref _opening, () => output.OpenStdout(order.Attempt, order.RunId));

    // The same as stdout where the two are combined.
    private OutputStream Stderr =>
        LazyInitializer.EnsureInitialized(ref _stderr, ref _opening, () => output.OpenStderr(order.Attempt, order.RunId) ?? Stdout);
}
