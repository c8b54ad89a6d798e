namespace Bansuri.Host.Scheduling;

/// <summary>An instant that a schedule names, and when its run is due: the same, unless the task has jitter.</summary>
internal readonly record struct Slot(DateTimeOffset At, DateTimeOffset Due);
