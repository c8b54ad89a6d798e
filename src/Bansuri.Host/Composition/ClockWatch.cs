using Bansuri.Host.Scheduling;
using Bansuri.Host.Supervision;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>Says once when the wall clock has leapt: what the tasks' own lines about missed slots come from.</summary>
internal sealed class ClockWatch(TimeProvider time, ILogger log)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var before = ClockReading.Of(time);
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = ClockReading.Of(time);
            if (now.LeapSince(before, time) is { } leap)
            {
                var direction = leap > TimeSpan.Zero ? "ahead" : "back";
                HostEvents.ClockLeapt(log, direction, Spoken.Duration(leap.Duration()), Spoken.Slot(now.Wall.ToLocalTime()));
            }

            before = now;
        }
    }
}
