namespace Bansuri.Host.Slurm;

/// <summary>Whether the job goes on after this incarnation. Pure.</summary>
internal static class RequeueRules
{
    /// <returns>Null when it does, else why not; empty when nobody expects it to.</returns>
    public static string? WhyNot(RequeueQuestion question) => question switch
    {
        { IsWanted: false } or { IsForWall: false } => "",
        { IsCancelled: true } => "the job was cancelled, or its limit was reached",
        { HasWork: false } => "every task has ended",
        { IsFutile: true } => "what is left needs more time than a whole allocation has",
        { Budget: { } budget } when question.Used >= budget => $"it was requeued {question.Used} times already (host.slurm.requeue-max)",
        _ => null,
    };
}

/// <summary>How this incarnation ends.</summary>
internal sealed record RequeueQuestion
{
    /// <summary><c>host.slurm.requeue</c>.</summary>
    public bool IsWanted { get; init; }

    /// <summary>It ends because the allocation does.</summary>
    public bool IsForWall { get; init; }

    /// <summary>An operator, or Slurm, ended it before it was over.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>It ends as nothing fits in, and nothing did from its beginning: the next allocation would end in the same way.</summary>
    public bool IsFutile { get; init; }

    /// <summary>A task has not come to its end.</summary>
    public bool HasWork { get; init; }

    /// <summary>Requeues in a row so far.</summary>
    public int Used { get; init; }

    /// <summary><c>host.slurm.requeue-max</c>; null is without limit.</summary>
    public int? Budget { get; init; }
}

/// <summary>The host ends before its allocation, as nothing that is left fits in.</summary>
/// <param name="HasRun">Something did.</param>
internal sealed record DeferredEnd(bool HasRun);
