namespace Bansuri.Host.Scheduling;

/// <summary>
/// How far the slots of a task are shifted, so that a hundred tasks at midnight do not start in one second: always the same for a name.
/// </summary>
internal static class Jitter
{
    /// <summary>A part of the jitter that is asked for, less than one period, so that no slot overtakes the next.</summary>
    public static TimeSpan Of(string task, TimeSpan jitter, TimeSpan period)
    {
        var widest = jitter < period ? jitter : period;
        return TimeSpan.FromMilliseconds(Math.Floor(Math.Max(0, widest.TotalMilliseconds) * StableHash.Fraction(task)));
    }
}
