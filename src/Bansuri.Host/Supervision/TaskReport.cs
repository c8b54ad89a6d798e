using Bansuri.Abstractions;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>One fact about a task, with how things stood right after it.</summary>
internal sealed record TaskReport
{
    public required TaskFact Fact { get; init; }

    public required Moment At { get; init; }

    public required TaskSnapshot Task { get; init; }

    /// <summary>The newest one: what is live in it counts.</summary>
    public required TaskConfig Config { get; init; }

    /// <summary>The number of the attempt that it is about, 0 when there was none.</summary>
    public required int Attempt { get; init; }

    /// <summary>The run that it is about; null when the fact is of none.</summary>
    public RunMark? Run { get; init; }
}

/// <summary>A run among all others.</summary>
/// <param name="Id">The mark of its processes.</param>
/// <param name="Slot">The slot that it is the run of.</param>
internal sealed record RunMark(string Id, DateTimeOffset BegunAt, DateTimeOffset? Slot);
