namespace Bansuri.Host.Scheduling;

/// <summary>How long to sleep towards an instant of the wall clock, which may be set, and of a machine, which may be suspended.</summary>
internal static class Nap
{
    /// <summary>Also far below the 49.7 days that are the most a timer of .NET takes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static TimeSpan Until(DateTimeOffset due, DateTimeOffset now) =>
        due <= now ? TimeSpan.Zero
        : due - now < Longest ? due - now
        : Longest;
}
