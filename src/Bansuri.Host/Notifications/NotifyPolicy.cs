using Bansuri.Abstractions;

namespace Bansuri.Host.Notifications;

/// <summary>The live keys that say when somebody is told of a task.</summary>
internal sealed record NotifyPolicy
{
    public NotifyEvents Events { get; init; }

    /// <summary>A failure must have stood for this long.</summary>
    public TimeSpan After { get; init; }

    /// <summary>So many failed runs in a row are the first to be told of.</summary>
    public int Threshold { get; init; } = 1;

    /// <summary>Once an attempt of a forever task has lived so long, its failure stands no longer; null for tasks that end.</summary>
    public TimeSpan? HealthyAfter { get; init; }

    public static NotifyPolicy From(TaskConfig config) => new()
    {
        Events = config.Logging.Notify,
        After = config.Logging.NotifyAfter,
        Threshold = config.Logging.NotifyThreshold,
        HealthyAfter = config.Scheduling.Forever ? config.FailureControl.HealthyAfter : null,
    };
}
