using System.Collections.Immutable;

namespace Bansuri.Host.Control.Contracts;

/// <summary>A task and the last changes of its state, oldest first.</summary>
internal sealed record WhyDocument(TaskDocument Task, ImmutableArray<TransitionDocument> Transitions);

/// <summary>One change of state: an event of <c>GET /v1/events</c>, a line of <c>why</c>.</summary>
internal sealed record TransitionDocument
{
    public required DateTimeOffset At { get; init; }

    public required string Task { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required string Reason { get; init; }
}

/// <param name="Missed">How many events a slow reader has lost here.</param>
internal sealed record GapDocument(long Missed);
