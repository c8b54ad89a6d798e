using System.Collections.Immutable;

namespace Bansuri.Host.Scheduling;

/// <summary>Slots that passed unseen, each list oldest first.</summary>
/// <param name="Run">Those that are still run.</param>
/// <param name="Missed">Those that are only reported.</param>
/// <param name="More">Older ones were missed too, more than are worth a line each.</param>
internal sealed record Backlog(ImmutableArray<Slot> Run, ImmutableArray<Slot> Missed, bool More)
{
    public static Backlog Empty { get; } = new([], [], false);
}
