namespace Bansuri.Host.Scheduling;

/// <summary>
/// Both clocks at one moment: the wall clock can be set, and goes on while the machine sleeps; the monotonic one does neither.
/// </summary>
internal readonly record struct ClockReading(DateTimeOffset Wall, long Monotonic)
{
    public static readonly TimeSpan WorthSaying = TimeSpan.FromMinutes(1);

    public static ClockReading Of(TimeProvider time) => new(time.GetUtcNow(), time.GetTimestamp());

    /// <summary>
    /// How far the wall clock has leapt since an earlier reading, negative when it went back; null when by no more than a minute.
    /// </summary>
    public TimeSpan? LeapSince(ClockReading earlier, TimeProvider time)
    {
        var leap = Wall - earlier.Wall - time.GetElapsedTime(earlier.Monotonic, Monotonic);
        return leap.Duration() > WorthSaying ? leap : null;
    }
}
