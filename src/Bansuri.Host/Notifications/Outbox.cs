using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Notifications;

/// <summary>All lanes. Letters are posted by one caller at a time.</summary>
internal sealed class Outbox(TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>However many notifiers there are, so many deliver at the same time.</summary>
    public const int AtOnce = 4;

    // What is killed is gone soon after.
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turns = new(AtOnce);
    private readonly CancellationTokenSource _giveUp = new();

    public void Post(INotifier notifier, Letter letter)
    {
        if (!_lanes.TryGetValue(notifier.Name, out var lane))
        {
            lane = _lanes[notifier.Name] = new Lane(notifier.Name, _turns, log, _giveUp.Token);
        }

        lane.Post(notifier, letter);
    }

    /// <summary>Delivers what waits for so long, and gives up the rest.</summary>
    public async Task EndAsync(TimeSpan limit, CancellationToken giveUp)
    {
        foreach (var lane in _lanes.Values)
        {
            lane.End();
        }

        var done = Task.WhenAll(_lanes.Values.Select(lane => lane.Done));
        await done.WaitAsync(limit, time, giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!done.IsCompleted)
        {
            await _giveUp.CancelAsync();
            await done.WaitAsync(LastWait, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (_lanes.Values.Sum(lane => lane.GivenUp) is > 0 and var lost)
        {
            NotifyLog.GivenUp(log, lost);
        }
    }

    public void Dispose()
    {
        _giveUp.Dispose();
        _turns.Dispose();
    }
}
