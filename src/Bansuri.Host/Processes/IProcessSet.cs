namespace Bansuri.Host.Processes;

/// <summary>All processes of one run, wherever they went: own sessions, double forks, cleaned environments.</summary>
internal interface IProcessSet
{
    string RunId { get; }

    /// <summary>Looks through /proc on the caller's thread: milliseconds with ten processes on the node, tens of them with thousands.</summary>
    IReadOnlyList<ProcessInfo> Members();

    /// <summary>Sends one signal to all members, each compared by identity first.</summary>
    SignalReport Signal(int signal);

    /// <summary>Sets the niceness of every thread of every member, null to the host's; returns those that refused.</summary>
    IReadOnlyList<ProcessInfo> SetPriority(int? nice);

    /// <summary>Lets every thread of every member run on these processors alone, null on the host's; returns those that refused.</summary>
    IReadOnlyList<ProcessInfo> SetCpus(string? cpus);

    /// <summary>
    /// Ends them all: the signal, SIGCONT, at most the grace period, SIGKILL each second. An empty set is stopped at once and unasked.
    /// A second stop joins the first one; the shorter grace period wins.
    /// </summary>
    /// <param name="killNow">Ends the grace period. A stop itself cannot be called off.</param>
    Task<StopReport> StopAsync(StopOrder order, CancellationToken killNow);
}

/// <summary>A started main process and all that comes from it.</summary>
internal interface IProcessGroup : IProcessSet
{
    int Pid { get; }

    ProcessIdentity Identity { get; }

    /// <summary>The main process has ended. Never waits for output, nor for other members.</summary>
    Task<ProcessExit> Exited { get; }

    /// <summary>What the main process wrote has been read: end of file, or after its exit 250 ms of silence, or 5 s in all.</summary>
    /// <remarks>A survivor may hold a pipe open for ever; it is then read on in the background, until its end.</remarks>
    Task OutputEnded { get; }
}
