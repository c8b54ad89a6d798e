using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Bansuri.Host.Composition;

/// <summary>
/// The signals that the host obeys, held from the first line of the program to the last: one that comes during the start is not lost, and one
/// that comes at the very end, as Slurm's do and those of an impatient operator, changes nothing of how the host ends. Before that the
/// runtime itself starts, for some 40 ms, in which a signal ends the process, and nothing of the host is there yet. SIGTERM, SIGINT and
/// SIGQUIT shut down, a second one shortens the grace periods; SIGHUP looks at all sources; SIGUSR1 and SIGUSR2, which would kill an unprepared
/// process, come from Slurm before the end of the allocation.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Sources without a timer hold nothing, and a late signal would race with their disposal.")]
internal sealed class HostSignals
{
    // Never given back, and rooted: without a registration the kernel ends the process.
    private static readonly List<PosixSignalRegistration> Held = [];

    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _second = new();
    private volatile TaskCompletionSource _warned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _terminated = new();
    private long _terminatedAt;
    private int _stops;

    public HostSignals()
    {
        Take(PosixSignal.SIGTERM, Terminate);
        Take(PosixSignal.SIGINT, () => Stop("SIGINT"));
        Take(PosixSignal.SIGQUIT, () => Stop("SIGQUIT"));
        Take(PosixSignal.SIGHUP, () => Reload?.Invoke());
        Take((PosixSignal)10, () => _warned.TrySetResult());
        Take((PosixSignal)12, () => _warned.TrySetResult());
    }

    /// <summary>SIGHUP came.</summary>
    public Action? Reload { get; set; }

    /// <summary>Completes when SIGUSR1 or SIGUSR2 comes: the end of the allocation is near.</summary>
    public Task Warned => _warned.Task;

    /// <summary>The next one counts.</summary>
    public void ForgetWarning() => _warned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A SIGTERM came.</summary>
    public CancellationToken Terminated => _terminated.Token;

    /// <summary>The timestamp of the first one.</summary>
    public long TerminatedAt => Volatile.Read(ref _terminatedAt);

    /// <summary>
    /// In a job the first SIGTERM of a shutdown that was ordered otherwise is Slurm's, whose own clock says how long the tasks still have:
    /// it is no second request.
    /// </summary>
    public bool IsInJob { get; set; }

    /// <summary>What asked for the shutdown; null while nothing has.</summary>
    public string? Reason { get; private set; }

    public CancellationToken ShutdownAsked => _first.Token;

    public CancellationToken HurryAsked => _second.Token;

    /// <summary>From a signal, the control interface, or the host itself.</summary>
    public void Stop(string reason)
    {
        if (Interlocked.Increment(ref _stops) == 1)
        {
            Reason = reason;
            _first.Cancel();
        }
        else
        {
            _second.Cancel();
        }
    }

    private void Terminate()
    {
        var isFirst = Interlocked.CompareExchange(ref _terminatedAt, TimeProvider.System.GetTimestamp(), 0) == 0;
        _terminated.Cancel();
        if (!isFirst || !IsInJob || !ShutdownAsked.IsCancellationRequested)
        {
            Stop("SIGTERM");
        }
    }

    private static void Take(PosixSignal signal, Action act) => Held.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        act();
    }));
}
