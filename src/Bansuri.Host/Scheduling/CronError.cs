namespace Bansuri.Host.Scheduling;

/// <summary>
/// Why a text is no schedule: one sentence that names the bad part and what is allowed there; the caller adds the task and the place.
/// </summary>
internal sealed record CronError(string Message);
