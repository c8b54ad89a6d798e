using Bansuri.Host.Scheduling;

namespace Bansuri.Host.Supervision;

/// <summary>
/// Wakes a supervisor for its next slot, tick or restart. It naps a minute at most and lets the lifecycle look again, so a clock that is set
/// and a machine that was suspended do no harm. Costs nothing while it is off.
/// </summary>
internal sealed class Alarm(TimeProvider time, Action ring) : IDisposable
{
    private ITimer? _timer;

    /// <summary>Null switches it off.</summary>
    public void Set(TimeSpan? remaining)
    {
        if (remaining is not { } rest)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        var nap = rest < Nap.Longest ? RoundUp(rest) : Nap.Longest;
        if (_timer is null)
        {
            _timer = time.CreateTimer(_ => ring(), null, nap, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(nap, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer?.Dispose();

    // Timers cut to whole milliseconds: half a millisecond early would ring again and again.
    private static TimeSpan RoundUp(TimeSpan rest) =>
        rest <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds));
}
