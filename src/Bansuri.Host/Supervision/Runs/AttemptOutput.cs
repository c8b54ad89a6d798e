using Bansuri.Abstractions;
using Bansuri.Host.Output;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>The streams of one attempt: those of its processes, and the lines of code that runs in the host.</summary>
internal sealed class AttemptOutput(AttemptOrder order, TaskOutput output) : ITaskOutput
{
    private readonly Lazy<OutputStream> _stdout = new(() => output.OpenStdout(order.Attempt, order.RunId));
    private readonly Lazy<OutputStream?> _stderr = new(() => output.OpenStderr(order.Attempt, order.RunId));

    /// <summary>A pair for one process; null is <c>/dev/null</c>, or for stderr the same as stdout when it is combined.</summary>
    public (OutputStream? Stdout, OutputStream? Stderr, bool Merge) Streams(string runId)
    {
        var logging = order.Config.Logging;
        var stdout = logging.Stdout.Kind == OutputTargetKind.Ignore ? null : output.OpenStdout(order.Attempt, runId);
        var stderr = logging.Stderr.Kind is OutputTargetKind.Ignore or OutputTargetKind.Combined ? null : output.OpenStderr(order.Attempt, runId);
        return (stdout, stderr, logging.Stderr.Kind == OutputTargetKind.Combined);
    }

    public void WriteLine(string line) => _stdout.Value.WriteLine(line);

    public void WriteErrorLine(string line) => (_stderr.Value ?? _stdout.Value).WriteLine(line);

    /// <summary>Nothing more comes from the host's own code.</summary>
    public void End()
    {
        if (_stdout.IsValueCreated)
        {
            _stdout.Value.End();
        }

        if (_stderr.IsValueCreated)
        {
            _stderr.Value?.End();
        }
    }
}
