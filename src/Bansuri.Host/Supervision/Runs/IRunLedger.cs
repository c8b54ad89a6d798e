using Bansuri.Host.Processes;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>Knows which processes run, so that the next host finds what a killed one left. Calls return at once.</summary>
internal interface IRunLedger
{
    /// <param name="runId">The mark of its processes.</param>
    /// <param name="task">The identity of the task.</param>
    /// <param name="main">The main process.</param>
    void Began(string runId, string task, ProcessIdentity main);

    void Ended(string runId);
}
