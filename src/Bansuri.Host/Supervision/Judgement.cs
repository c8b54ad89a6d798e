namespace Bansuri.Host.Supervision;

/// <summary>What an attempt's end means for its run.</summary>
internal enum Verdict
{
    Success,

    /// <summary>Failed, and counted as a success: <c>on-fail: ignore</c>.</summary>
    Ignored,

    /// <summary>Another attempt of the same run.</summary>
    Retry,

    /// <summary>A forever task that had become healthy: the run is over, the next one follows.</summary>
    Renew,

    /// <summary>The run has failed.</summary>
    GiveUp,

    /// <summary>Neither success nor failure: somebody stopped it.</summary>
    Stopped,
}

/// <summary>The verdict with its figures.</summary>
/// <param name="Attempt">The number of the attempt that was judged; 1 again when earlier failures are forgotten.</param>
/// <param name="Failures">Failures in a row, this one included.</param>
/// <param name="Delay">For <see cref="Verdict.Retry"/>: the wait before the next attempt.</param>
/// <param name="Why">What was decisive when it is not plain: for the log.</param>
internal sealed record Judgement(Verdict Verdict, int Attempt, int Failures, TimeSpan Delay = default, string? Why = null)
{
    /// <summary>This many failures in a row that never became healthy make a crash loop.</summary>
    public const int CrashLoop = 10;

    /// <summary>Of a forever task: it is never given up, but shown, and tried at the longest delay.</summary>
    public bool IsCrashLoop { get; init; }
}
