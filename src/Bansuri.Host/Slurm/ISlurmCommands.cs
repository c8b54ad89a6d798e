using System.Collections.Immutable;

namespace Bansuri.Host.Slurm;

/// <summary>Runs the commands of Slurm. They may be missing, as in most containers, and the controller may be silent for minutes. Thread-safe.</summary>
internal interface ISlurmCommands
{
    /// <summary>Runs one to its end, or until its limit. Never throws but for the cancellation.</summary>
    Task<SlurmAnswer> RunAsync(SlurmCommand command, CancellationToken cancellationToken);
}

/// <param name="Program">Found on PATH: <c>squeue</c>.</param>
internal sealed record SlurmCommand(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>The client tries again for a long time when no controller answers.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For its standard input.</summary>
    public string? Input { get; init; }
}

/// <param name="Output">What it wrote to its standard output; empty unless it ran.</param>
/// <param name="Error">What it wrote to its standard error, or why it did not run; one line.</param>
internal sealed record SlurmAnswer(SlurmOutcome Outcome, string Output, string Error)
{
    public bool IsGood => Outcome == SlurmOutcome.Good;
}

internal enum SlurmOutcome
{
    Good,

    /// <summary>It ended with an error.</summary>
    Refused,

    /// <summary>A signal ended it, as one does when the job ends that it runs in; whether Slurm has taken the order is not known.</summary>
    Killed,

    /// <summary>It is not on PATH.</summary>
    Missing,

    /// <summary>No answer within the limit.</summary>
    Silent,
}
