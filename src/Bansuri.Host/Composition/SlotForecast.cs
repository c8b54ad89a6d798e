using System.Collections.Immutable;
using Bansuri.Host.Control;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Composition;

/// <summary>The coming slots of a task, as its present schedule has them.</summary>
internal sealed class SlotForecast(TaskBoard board, TimeProvider time) : ISlotForecast
{
    public ImmutableArray<DateTimeOffset> Coming(string task, int count)
    {
        if (board.Find(task) is not { NextRun: { } next } || board.Specification(task) is not { } specification)
        {
            return [];
        }

        var slots = ImmutableArray.CreateBuilder<DateTimeOffset>();
        slots.Add(next);
        if (TaskPolicy.From(specification.Config, time.LocalTimeZone).Slots is { } cron)
        {
            for (var after = next; slots.Count < count && cron.Next(after) is { } slot; after = slot.Due)
            {
                slots.Add(slot.Due);
            }
        }

        return slots.ToImmutable();
    }
}
