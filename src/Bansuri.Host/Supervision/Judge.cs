using Bansuri.Abstractions;

namespace Bansuri.Host.Supervision;

/// <summary>
/// The pure heart of <c>times</c> and <c>on-fail</c>: what an attempt's end means. The retry pipeline asks it for every attempt, with the
/// policy in force at that moment; docs/architecture.md has the truth table, and a test holds it.
/// </summary>
internal static class Judge
{
    // As Polly spreads constant and linear delays: by a quarter to either side.
    private const double JitterShare = 0.25;

    // Past the longest delay from any first one; without a bound, 0 s doubled for ever would end as no number at all.
    private const int MostDoublings = 64;

    /// <param name="policy">The policy in force.</param>
    /// <param name="attempt">The number of the attempt that ended, from 1.</param>
    /// <param name="failures">Failures in a row before it.</param>
    /// <param name="exit">How it ended.</param>
    /// <param name="dice">From 0 up to 1, for the jitter; the same dice give the same delay when an edit has it computed again.</param>
    public static Judgement Of(RetryPolicy policy, int attempt, int failures, AttemptExit exit, double dice)
    {
        var healthy = exit.Duration >= policy.HealthyAfter;
        var (number, inRow) = healthy ? (1, 1) : (attempt, failures + 1);
        return exit.Reason switch
        {
            ExitReason.Stopped => new Judgement(Verdict.Stopped, attempt, failures),
            ExitReason.Exited exited when policy.SuccessCodes.Contains(exited.Code) => new Judgement(Verdict.Success, attempt, 0),
            _ when policy.OnFail == OnFail.Ignore => new Judgement(Verdict.Ignored, attempt, 0),
            ExitReason.Exited exited when policy.FatalCodes.Contains(exited.Code) => GiveUp("a fatal code"),
            ExitReason.StartError { Transient: false } when !policy.Forever => GiveUp("trying again would not help"),
            ExitReason.DependencyFailed => GiveUp(null),
            _ when policy.OnFail == OnFail.Stop => GiveUp(null),
            _ when healthy && policy.Forever => new Judgement(Verdict.Renew, number, inRow),
            _ when number >= policy.Times => GiveUp(null),
            _ => new Judgement(Verdict.Retry, number, inRow, Delay(policy, inRow, dice)) { IsCrashLoop = IsCrashLoop(policy, inRow) },
        };

        Judgement GiveUp(string? why) => new(Verdict.GiveUp, attempt, inRow, Why: why);
    }

    /// <summary>The wait after this many failures in a row: never longer than <c>restart-delay-max</c>, jitter included.</summary>
    public static TimeSpan Delay(RetryPolicy policy, int failures, double dice)
    {
        var longest = policy.DelayMax.TotalMilliseconds;
        if (IsCrashLoop(policy, failures))
        {
            return policy.DelayMax;
        }

        var first = policy.Delay.TotalMilliseconds;
        var plain = Math.Min(longest, policy.Backoff switch
        {
            BackoffKind.Constant => first,
            BackoffKind.Linear => first * failures,
            _ => first * Math.Pow(2, Math.Min(failures, MostDoublings) - 1),
        });
        var spread = policy.Jitter ? plain * JitterShare * ((2 * dice) - 1) : 0;
        return TimeSpan.FromMilliseconds(Math.Clamp(plain + spread, 0, longest));
    }

    private static bool IsCrashLoop(RetryPolicy policy, int failures) => policy.Forever && failures >= Judgement.CrashLoop;
}
