using System.Collections.Immutable;

namespace Bansuri.Host.Control;

/// <summary>What schedules will do. Thread-safe.</summary>
internal interface ISlotForecast
{
    /// <summary>The next slots of a task, in order; empty when it has no schedule or is suspended.</summary>
    ImmutableArray<DateTimeOffset> Coming(string task, int count);
}
