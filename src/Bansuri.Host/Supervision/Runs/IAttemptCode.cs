namespace Bansuri.Host.Supervision.Runs;

/// <summary>The code of one attempt, wherever it runs: in the host, or in a child host of its own.</summary>
/// <remarks>Disposed after the attempt's processes have ended: the files that they run may lie in the copy that it holds.</remarks>
internal interface IAttemptCode : IDisposable
{
    /// <summary>Runs it to its end, or has the process run that it describes. Every way out has stopped what was started.</summary>
    Task<ExitReason> RunAsync(Attempt attempt);
}
