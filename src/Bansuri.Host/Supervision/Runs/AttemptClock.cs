namespace Bansuri.Host.Supervision.Runs;

/// <summary>How long an attempt has lived: fixed when its main process ends, not when the last leftover is gone.</summary>
internal sealed class AttemptClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private TimeSpan? _fixed;

    public TimeSpan Elapsed => _fixed ?? time.GetElapsedTime(_start);

    public void Fix() => _fixed ??= time.GetElapsedTime(_start);
}
