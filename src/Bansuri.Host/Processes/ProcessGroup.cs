using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Watching;

namespace Bansuri.Host.Processes;

/// <summary>A run that this engine has started.</summary>
internal sealed class ProcessGroup(ChildProcess child, RunMembers members, Looks looks, TimeProvider clock)
    : ProcessSet(members, looks, clock), IProcessGroup
{
    public int Pid => child.Identity.Pid;

    public ProcessIdentity Identity => child.Identity;

    public Task<ProcessExit> Exited => child.Exited;

    public Task OutputEnded => child.OutputEnded;
}
