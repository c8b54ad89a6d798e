using System.Collections.Immutable;
using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Kernel;
using Bansuri.Host.Processes.Watching;

namespace Bansuri.Host.Processes.Stopping;

/// <summary>One stop of one run, from the polite signal until its set of processes has been found empty twice.</summary>
internal sealed class StopSequence(RunMembers members, SharedScan scan, TimeProvider clock, StopOrder order)
{
    private static readonly TimeSpan KillAgain = TimeSpan.FromSeconds(1);

    private readonly long _began = clock.GetTimestamp();

    /// <param name="kill">Cancelled at the end of the grace period.</param>
    internal async Task<StopReport> RunAsync(CancellationToken kill)
    {
        if (await AskAsync(kill))
            return new(false, Elapsed, []);
        var survivors = await KillAsync();
        return new(true, Elapsed, survivors);
    }

    private TimeSpan Elapsed => clock.GetElapsedTime(_began);

    /// <summary>
    /// True when the set is empty. Whoever appears while one that has had the signal still lives is left alone: it may be the clean-up of a
    /// handler. Once all of those are gone, what is left gets the signal too.
    /// </summary>
    private async Task<bool> AskAsync(CancellationToken kill)
    {
        while (await FindAsync() is { } sighting)
        {
            // Nobody to be seen, and yet somebody dies: only SIGKILL to the group ends what forks that fast.
            if (sighting.IsEmpty)
                return false;
            if (order.LeaderOnly && members.Child is { } leader && sighting.Living.Any(row => row.Identity == leader.Identity))
            {
                if (!await AskLeaderAsync(leader, sighting, kill))
                    return await FindAsync() is null;
                continue;
            }

            Tell(order.Signal, sighting, null, TimeSpan.Zero);
            Signaller.Send(order.Signal, members, sighting);
            // A stopped process holds the signal back until it may go on.
            Signaller.Send(Signals.Continue, members, sighting);
            if (!await Departure.WaitAsync(sighting.Living, members.Child, clock, kill))
                return await FindAsync() is null;
        }

        return true;
    }

    /// <summary>The main process alone, which passes the signal on; what outlives it is asked next.</summary>
    private async Task<bool> AskLeaderAsync(ChildProcess leader, Sighting sighting, CancellationToken kill)
    {
        var alone = sighting with { Living = [.. sighting.Living.Where(row => row.Identity == leader.Identity)] };
        Tell(order.Signal, alone, null, TimeSpan.Zero);
        _ = ProcessDescriptor.Signal(leader.Identity, order.Signal);
        _ = ProcessDescriptor.Signal(leader.Identity, Signals.Continue);
        return await Departure.WaitAsync(alone.Living, leader, clock, kill);
    }

    /// <summary>Those that were still there at the limit. The kernel ends a process in uninterruptible sleep only when that sleep is over.</summary>
    private async Task<ImmutableArray<ProcessInfo>> KillAsync()
    {
        var (firstKill, lastTold, before) = (clock.GetTimestamp(), _began, order.Signal);
        while (await FindAsync() is { } sighting)
        {
            if (clock.GetElapsedTime(firstKill) >= order.KillLimit)
                return sighting.Describe();
            var sinceTold = clock.GetElapsedTime(lastTold);
            // Newcomers of a fork storm are killed at once, each round; the log hears of it once a second.
            if (!sighting.IsEmpty && (before != Signals.Kill || sinceTold >= KillAgain))
            {
                // Timers ring late on a busy machine; the reader knows the grace period.
                Tell(Signals.Kill, sighting, before, before == order.Signal && sinceTold > order.Grace ? order.Grace : sinceTold);
                (lastTold, before) = (clock.GetTimestamp(), Signals.Kill);
            }

            Signaller.KillGroups(sighting, members.Cgroup);
            Signaller.Send(Signals.Kill, members, sighting);
            using var again = new CancellationTokenSource(KillAgain, clock);
            await Departure.WaitAsync(sighting.Living, members.Child, clock, again.Token);
        }

        return [];
    }

    /// <summary>
    /// Null when nobody is left, which takes two looks that agree: /proc is no snapshot, and a process may fork just behind the reader's back.
    /// </summary>
    private async Task<Sighting?> FindAsync()
    {
        var first = members.Find(await scan.FreshAsync());
        if (!first.IsEmpty)
            return first;
        var second = members.Find(await scan.FreshAsync());
        return second.IsEmpty && !second.HasFreshDead(first) ? null : second;
    }

    private void Tell(int signal, Sighting sighting, int? before, TimeSpan waited) =>
        order.OnStep?.Invoke(new(signal, sighting.Describe(), before, waited));
}
