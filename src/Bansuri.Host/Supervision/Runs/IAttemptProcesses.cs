namespace Bansuri.Host.Supervision.Runs;

/// <summary>The processes of an attempt, for orders and edits while it lasts. Thread-safe.</summary>
internal interface IAttemptProcesses
{
    /// <returns>How many got it.</returns>
    int Signal(int number);

    /// <summary>Niceness, processors and the grace period of a stop that goes on, as they are wanted now.</summary>
    void Adjust();
}
