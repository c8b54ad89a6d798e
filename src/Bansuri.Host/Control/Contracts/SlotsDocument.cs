using System.Collections.Immutable;

namespace Bansuri.Host.Control.Contracts;

/// <summary>The coming slots of a task; empty when it has no schedule.</summary>
internal sealed record SlotsDocument(string Task, ImmutableArray<DateTimeOffset> Slots);
