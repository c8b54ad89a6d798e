using System.Diagnostics.CodeAnalysis;
using Bansuri.Host.Processes.Finding;

namespace Bansuri.Host.Processes.Stopping;

/// <summary>Makes one stop of several that are ordered at the same time: the first begins it, each may shorten its grace period.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing, and a late order would race with its disposal.")]
internal sealed class JointStop(RunMembers members, SharedScan scan, TimeProvider clock)
{
    // The longest that a timer of the runtime takes is 49.7 days; a month of grace is for ever.
    private static readonly TimeSpan Forever = TimeSpan.FromDays(30);

    // Race: two orders that both find no stop under way would begin one each. Held while one begins, never while it runs.
    private readonly Lock _gate = new();
    private Task<StopReport>? _current;
    private CancellationTokenSource? _kill;

    internal async Task<StopReport> RunAsync(StopOrder order, CancellationToken killNow)
    {
        var (stop, kill) = Join(order);
        using var ordered = killNow.UnsafeRegister(static state => Shorten(state), kill);
        var grace = order.Grace == Timeout.InfiniteTimeSpan || order.Grace > Forever ? Forever : order.Grace;
        using var elapsed = clock.CreateTimer(Shorten, kill, grace, Timeout.InfiniteTimeSpan);
        return await stop;
    }

    private (Task<StopReport> Stop, CancellationTokenSource Kill) Join(StopOrder order)
    {
        lock (_gate)
        {
            if (_kill is not { } kill || _current is null or { IsCompleted: true })
            {
                _kill = kill = new();
                _current = Task.Run(() => new StopSequence(members, scan, clock, order).RunAsync(kill.Token), CancellationToken.None);
            }

            return (_current, kill);
        }
    }

    private static void Shorten(object? kill) => ((CancellationTokenSource?)kill)?.Cancel();
}
