using Bansuri.Abstractions;

namespace Bansuri.Host.Notifications;

/// <summary>Somebody is to be told.</summary>
/// <param name="Event">One of the events.</param>
/// <param name="Sighting">Of what.</param>
internal sealed record Notice(NotifyEvents Event, Sighting Sighting)
{
    /// <summary>For a recovery: the failed runs that it ended.</summary>
    public int FailedRuns { get; init; }

    /// <summary>For the recovery of a forever task, which does not end: how long it has lived.</summary>
    public TimeSpan? HealthyFor { get; init; }
}
