using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>What the supervisor's loop shall do: a closed family, imperatives.</summary>
internal abstract record Effect
{
    internal sealed record BeginRun(ActiveRun Run) : Effect;

    /// <summary>Ends the present run, whatever it is at: attempt, wait, start.</summary>
    internal sealed record StopRun(string Why) : Effect;

    internal sealed record SignalRun(int Signal) : Effect;

    /// <summary>The wait for the next attempt is to be computed anew.</summary>
    internal sealed record ReviseRetry : Effect;

    /// <summary>From the next run on the newest configuration counts.</summary>
    internal sealed record AdoptConfiguration : Effect;

    /// <summary>Operator's wish, last slot, successful runs or the end of a once-task changed: the state file.</summary>
    internal sealed record Remember : Effect;

    /// <summary>Tells those outside of supervision what happened.</summary>
    /// <param name="Attempt">Of the run that it happened to: another one may begin in the same step.</param>
    internal sealed record Report(TaskFact Fact, int Attempt) : Effect;

    /// <summary>An essential task failed for good.</summary>
    internal sealed record FailHost : Effect;

    internal sealed record Say(LogLevel Level, string Text) : Effect;
}
