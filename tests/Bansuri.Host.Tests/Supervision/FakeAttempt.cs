using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Runs;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>An attempt that a test plays: it runs until it is told how it ends, or is stopped.</summary>
internal sealed class FakeAttempt
{
    private readonly TaskCompletionSource<ExitReason> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly long _start;

    public FakeAttempt(AttemptOrder order, AttemptControl control, TimeProvider time)
    {
        (Order, Control, _time, _start) = (order, control, time, time.GetTimestamp());
        control.KillNow.Register(() => End(new ExitReason.Stopped()));
    }

    public AttemptOrder Order { get; }

    public AttemptControl Control { get; }

    public string Name => Order.Config.Identification.Name;

    public void End(int code) => End(new ExitReason.Exited(code));

    public void End(ExitReason reason) => _end.TrySetResult(reason);

    public void Throw(Exception failure) => _end.TrySetException(failure);

    public void EndsWhenStopped() => Control.Stop.Register(() => End(new ExitReason.Stopped()));

    public async Task<AttemptExit> RunAsync()
    {
        var reason = await _end.Task;
        return new AttemptExit(reason, _time.GetLocalNow(), _time.GetElapsedTime(_start));
    }
}
