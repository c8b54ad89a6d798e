using Bansuri.Abstractions;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Composition.Explanations;

/// <summary>Attempts and the waits between them, in words.</summary>
internal static class RetryExplanation
{
    private const int Shown = 6;

    // Of the jitter: it adds as much as it takes away.
    private const double Middle = 0.5;

    public static string Of(TaskConfig config) => config.FailureControl switch
    {
        { OnFail: OnFail.Ignore } => "1, and a failure counts as success",
        { OnFail: OnFail.Stop } or { Times: 1 } => "1, not tried again",
        { Times: { } times } => $"{times}, {Waits(config, times - 1)} apart",
        _ => $"unlimited, {Waits(config, int.MaxValue)} apart",
    };

    // Equal waits are one wait: those of a constant backoff, and those that have reached the longest.
    private static string Waits(TaskConfig config, int count)
    {
        var (control, policy) = (config.FailureControl, RetryPolicy.From(config));
        var waits = Enumerable.Range(1, Math.Min(Shown, count)).Select(failures => Judge.Delay(policy, failures, Middle)).Distinct().ToList();
        var grows = control.Backoff != BackoffKind.Constant && count > Shown && waits[^1] < control.RestartDelayMax;
        return string.Concat(
            control.BackoffJitter ? "about " : "",
            string.Join(", ", waits.Select(Durations.Format)),
            grows ? $", ... at most {Durations.Format(control.RestartDelayMax)}" : "");
    }
}
