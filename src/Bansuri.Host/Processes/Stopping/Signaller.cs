using System.Collections.Immutable;
using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Stopping;

/// <summary>Sends signals to the members of a run, and to nobody else.</summary>
internal static class Signaller
{
    /// <summary>To the group of the main process in one step, and to every member outside it one by one.</summary>
    internal static SignalReport Send(int signal, RunMembers members, ImmutableArray<ProcessRow> rows, ProcessTable table)
    {
        var reached = ImmutableArray.CreateBuilder<ProcessInfo>(rows.Length);
        var refused = ImmutableArray.CreateBuilder<ProcessInfo>();
        // One process alone is not signalled through its group.
        var groupReached = (rows.Length > 1 || signal == Signals.Kill) && members.Child?.TrySignalGroup(signal) == true;
        foreach (var row in rows)
        {
            var isInGroup = groupReached && row.Group == members.Child?.Identity.Pid;
            if (signal == Signals.Kill && !isInGroup)
                KillGroup(row, rows, table);
            // kill() of a group succeeds when one member could be signalled; who belongs to another user may be left out.
            switch (isInGroup ? 0 : ProcessDescriptor.Signal(row.Identity, signal))
            {
                case 0:
                    reached.Add(row.ToInfo());
                    break;
                case Errno.NotPermitted:
                    refused.Add(row.ToInfo());
                    break;
            }
        }

        return new(signal, reached.ToImmutable(), refused.ToImmutable());
    }

    /// <summary>
    /// One by one, a process that forks faster than we look is never caught; a group is killed whole, for the kernel lets no fork slip through.
    /// Only a group of which every process is a member, and while a member whose identity was just compared holds its number in use.
    /// </summary>
    private static void KillGroup(ProcessRow row, ImmutableArray<ProcessRow> rows, ProcessTable table)
    {
        var isOurs = row.Group > 1 && table.ByGroup[row.Group].All(other => other.HasEnded || rows.Any(member => member.Pid == other.Pid));
        if (isOurs && row.Identity.IsAlive)
            _ = Libc.Kill(-row.Group, Signals.Kill);
    }
}
