using System.Collections.Immutable;
using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Stopping;

/// <summary>Sends signals to the members of a run, and to nobody else.</summary>
internal static class Signaller
{
    /// <summary>To the group of the main process in one step, and to every member outside it one by one.</summary>
    internal static SignalReport Send(int signal, RunMembers members, Sighting sighting)
    {
        var reached = ImmutableArray.CreateBuilder<ProcessInfo>(sighting.Living.Length);
        var refused = ImmutableArray.CreateBuilder<ProcessInfo>();
        var groupReached = members.Child?.TrySignalGroup(signal) == true;
        foreach (var row in sighting.Living)
        {
            var isInGroup = groupReached && row.Group == members.Child?.Identity.Pid;
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
    /// Kills whole groups, and the cgroup: one by one, what forks faster than /proc can be read is never caught, while the kernel lets no fork slip out of a group
    /// that it kills. Only groups that are wholly ours, and while one of them whose identity has just been compared, a zombie will do, keeps
    /// the number in use.
    /// </summary>
    internal static void KillGroups(Sighting sighting, RunCgroup? cgroup)
    {
        // In one step and with all forks in progress; but not those of another Slurm job whom the task has begun there.
        if (!sighting.HasForeigners)
            cgroup?.Kill();
        foreach (var group in sighting.OwnGroups())
        {
            if (group.Any(row => ProcessIdentity.Of(row.Pid) == row.Identity))
                _ = Libc.Kill(-group.Key, Signals.Kill);
        }
    }
}
