using System.Collections.Immutable;
using Bansuri.Host.Processes.Finding;

namespace Bansuri.Host.Processes.Stopping;

/// <summary>One stop of one run, from the polite signal until its set of processes has been found empty twice.</summary>
internal sealed class StopSequence(RunMembers members, SharedScan scan, TimeProvider clock, StopOrder order)
{
    private static readonly TimeSpan KillAgain = TimeSpan.FromSeconds(1);

    private readonly long _began = clock.GetTimestamp();
    private ProcessTable? _table;

    /// <param name="kill">Cancelled at the end of the grace period.</param>
    internal async Task<StopReport> RunAsync(CancellationToken kill)
    {
        if (await AskAsync(kill))
            return new(false, Elapsed, []);
        var survivors = await KillAsync();
        return new(true, Elapsed, [.. survivors.Select(row => row.ToInfo())]);
    }

    private TimeSpan Elapsed => clock.GetElapsedTime(_began);

    /// <summary>
    /// True when the set is empty. Whoever appears while one that has had the signal still lives is left alone: it may be the clean-up of a
    /// handler. Once all of those are gone, what is left gets the signal too.
    /// </summary>
    private async Task<bool> AskAsync(CancellationToken kill)
    {
        while (await FindAsync() is { IsEmpty: false } rows)
        {
            var asked = Addressees(rows);
            Tell(order.Signal, asked, null, TimeSpan.Zero);
            Send(order.Signal, asked);
            // A stopped process holds the signal back until it may go on.
            Send(Signals.Continue, asked);
            if (!await Departure.WaitAsync(asked, members.Child, clock, kill))
                return (await FindAsync()).IsEmpty;
        }

        return true;
    }

    private ImmutableArray<ProcessRow> Addressees(ImmutableArray<ProcessRow> rows)
    {
        ImmutableArray<ProcessRow> leader = order.LeaderOnly ? [.. rows.Where(row => row.Identity == members.Child?.Identity)] : [];
        return leader.IsEmpty ? rows : leader;
    }

    /// <summary>Those that were still there at the limit. The kernel ends a process in uninterruptible sleep only when that sleep is over.</summary>
    private async Task<ImmutableArray<ProcessRow>> KillAsync()
    {
        var (firstKill, lastTold, before) = (clock.GetTimestamp(), _began, order.Signal);
        while (await FindAsync() is { IsEmpty: false } rows)
        {
            var sinceTold = clock.GetElapsedTime(lastTold);
            // Newcomers of a fork storm are killed at once, each round; the log hears of it once a second.
            if (before != Signals.Kill || sinceTold >= KillAgain)
            {
                Tell(Signals.Kill, rows, before, sinceTold);
                (lastTold, before) = (clock.GetTimestamp(), Signals.Kill);
            }

            Send(Signals.Kill, rows);
            using var again = new CancellationTokenSource(KillAgain, clock);
            if (!await Departure.WaitAsync(rows, members.Child, clock, again.Token) && clock.GetElapsedTime(firstKill) >= order.KillLimit)
                return await FindAsync();
        }

        return [];
    }

    /// <summary>Empty only when a second look agrees: /proc is no snapshot, and a process may fork just behind the reader's back.</summary>
    private async Task<ImmutableArray<ProcessRow>> FindAsync()
    {
        for (var look = 1; ; look++)
        {
            _table = await scan.FreshAsync();
            var rows = members.Find(_table);
            if (!rows.IsEmpty || look == 2)
                return rows;
        }
    }

    private void Send(int signal, ImmutableArray<ProcessRow> rows)
    {
        if (_table is { } table)
            Signaller.Send(signal, members, rows, table);
    }

    private void Tell(int signal, ImmutableArray<ProcessRow> rows, int? before, TimeSpan waited) =>
        order.OnStep?.Invoke(new(signal, [.. rows.Select(row => row.ToInfo())], before, waited));
}
