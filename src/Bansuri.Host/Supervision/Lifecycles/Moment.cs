namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>Both clocks at one moment: the wall's for slots and for people, the monotonic one for every duration.</summary>
internal readonly record struct Moment(DateTimeOffset Wall, TimeSpan Uptime);
