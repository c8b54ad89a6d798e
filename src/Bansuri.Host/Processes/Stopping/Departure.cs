using System.Collections.Immutable;
using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Watching;

namespace Bansuri.Host.Processes.Stopping;

/// <summary>Waits until processes are gone.</summary>
internal static class Departure
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(2), Longest = TimeSpan.FromMilliseconds(100);

    /// <summary>True when all of them are gone, false when <paramref name="until"/> came first.</summary>
    /// <remarks>The main process is our child and tells; of the others one at a time is looked at, ever more seldom: a number and a start time.</remarks>
    internal static async Task<bool> WaitAsync(
        ImmutableArray<ProcessRow> rows, ChildProcess? child, TimeProvider clock, CancellationToken until)
    {
        if (child is not null && rows.Any(row => row.Identity == child.Identity))
            await ((Task)child.Exited).WaitAsync(until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var pause = First;
        foreach (var row in rows)
        {
            while (!until.IsCancellationRequested && row.Identity.IsAlive)
            {
                await Task.Delay(pause, clock, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < Longest ? pause * 2 : Longest;
            }
        }

        return !until.IsCancellationRequested;
    }
}
