using Bansuri.Abstractions;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Composition.Explanations;

/// <summary>Attempts and the waits between them, in words.</summary>
internal static class RetryExplanation
{
    private const int Shown = 6;

    public static string Of(FailureControl control) => control switch
    {
        { OnFail: OnFail.Ignore } => "1, and a failure counts as success",
        { OnFail: OnFail.Stop } or { Times: 1 } => "1, not tried again",
        { Times: { } times } => $"{times}, {Waits(control, times - 1)} apart",
        _ => $"unlimited, {Waits(control, int.MaxValue)} apart",
    };

    // Equal waits are one wait: those of a constant backoff, and those that have reached the longest.
    private static string Waits(FailureControl control, int count)
    {
        var waits = Enumerable.Range(0, Math.Min(Shown, count)).Select(retry => Wait(control, retry)).Distinct().ToList();
        var grows = control.Backoff != BackoffKind.Constant && count > Shown && waits[^1] < control.RestartDelayMax;
        return string.Concat(
            control.BackoffJitter ? "about " : "",
            string.Join(", ", waits.Select(Durations.Format)),
            grows ? $", ... at most {Durations.Format(control.RestartDelayMax)}" : "");
    }

    private static TimeSpan Wait(FailureControl control, int retry)
    {
        var wait = control.RestartDelay * (control.Backoff switch { BackoffKind.Exponential => Math.Pow(2, retry), BackoffKind.Linear => retry + 1, _ => 1 });
        return wait < control.RestartDelayMax ? wait : control.RestartDelayMax;
    }
}
