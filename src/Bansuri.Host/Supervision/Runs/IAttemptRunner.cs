namespace Bansuri.Host.Supervision.Runs;

/// <summary>Makes attempts: the seam between what is decided and what is done.</summary>
internal interface IAttemptRunner
{
    /// <summary>Completes when the attempt has ended and nothing of its set of processes is left. Never throws for what a task does.</summary>
    Task<AttemptExit> RunAsync(AttemptOrder order, AttemptControl control);
}
