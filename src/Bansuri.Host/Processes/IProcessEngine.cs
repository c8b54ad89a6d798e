namespace Bansuri.Host.Processes;

/// <summary>Starts, watches and ends processes. One per host; every member may be called from any thread.</summary>
internal interface IProcessEngine : IAsyncDisposable
{
    /// <summary>Starts a program in a session of its own; returns when it has been executed.</summary>
    /// <exception cref="ProcessStartException">It could not be.</exception>
    IProcessGroup Start(ProcessStart start);

    /// <summary>What a dead host left running of these runs; empty ones are not returned. The caller has checked that the node has not been booted since.</summary>
    IReadOnlyList<IProcessSet> FindLeftovers(IReadOnlyCollection<LeftoverRun> runs);

    /// <summary>The runs of the host that had this control socket and still have a process, each with the name of its task.</summary>
    IReadOnlyDictionary<string, string> FindRuns(string socket);

    /// <summary>Usage by run id, of all runs that have a living process, in one pass over /proc.</summary>
    IReadOnlyDictionary<string, ProcessUsage> Usage();

    /// <summary>All that the engine owns now, for diagnostics.</summary>
    Task<EngineState> DescribeAsync();
}

/// <summary>A run that was active when its host died.</summary>
/// <param name="Main">Its main process, when it is known; it counts only when the start time agrees.</param>
internal sealed record LeftoverRun(string RunId, ProcessIdentity? Main);
