using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>A clock that tests move, and that knows who sleeps until when: a test moves it only when somebody waits for that.</summary>
internal class ManualTime() : FakeTimeProvider(Tasks.Start)
{
    private readonly ConcurrentDictionary<ITimer, DateTimeOffset> _sleepers = new();

    /// <summary>Somebody sleeps until exactly this long from now.</summary>
    public bool WakesIn(TimeSpan due) => _sleepers.Values.Contains(GetUtcNow() + due);

    public int Sleepers => _sleepers.Count;

    /// <summary>Waits until somebody sleeps for exactly this long, and moves the clock there.</summary>
    public async Task SleepOverAsync(TimeSpan due)
    {
        await Processes.Eventually.TrueAsync(() => WakesIn(due), $"a sleep of {due}; there are {string.Join(' ', _sleepers.Values.Select(at => at - GetUtcNow()))}");
        Advance(due);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this);
        timer.Begin(base.CreateTimer(given =>
        {
            _sleepers.TryRemove(timer, out _);
            callback(given);
        }, state, Timeout.InfiniteTimeSpan, period));
        timer.Change(dueTime, period);
        return timer;
    }

    private void Note(ITimer timer, TimeSpan due)
    {
        if (due == Timeout.InfiniteTimeSpan)
        {
            _sleepers.TryRemove(timer, out _);
        }
        else
        {
            _sleepers[timer] = GetUtcNow() + due;
        }
    }

    private sealed class WatchedTimer(ManualTime time) : ITimer
    {
        private ITimer? _timer;

        public void Begin(ITimer timer) => _timer = timer;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Note(this, dueTime);
            return _timer?.Change(dueTime, period) ?? false;
        }

        public void Dispose()
        {
            time.Note(this, Timeout.InfiniteTimeSpan);
            _timer?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
