namespace Bansuri.Host.Processes;

/// <summary>One living process of a run, as the last look at /proc saw it.</summary>
/// <param name="Name">The kernel's short name (comm), at most 15 bytes.</param>
internal sealed record ProcessInfo(ProcessIdentity Identity, int ParentPid, string Name)
{
    public int Pid => Identity.Pid;

    /// <summary>As logs show it: <c>71 (sleep)</c>.</summary>
    public override string ToString() => $"{Pid} ({Name})";

    /// <summary>For logs: <c>pid 70 (bash), 71 (sleep)</c>; a crowd is cut short and counted.</summary>
    internal static string List(IReadOnlyList<ProcessInfo> processes)
    {
        const int Shown = 8;
        var names = "pid " + string.Join(", ", processes.Take(Shown));
        return processes.Count > Shown ? $"{names} and {processes.Count - Shown} more" : names;
    }
}
