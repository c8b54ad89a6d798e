using System.Collections.Immutable;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Notifications;

/// <summary>What the rules of notification are asked about: a closed family.</summary>
internal abstract record Occurrence
{
    internal sealed record Reported(Sighting Sighting) : Occurrence;

    /// <summary>Something that was waited for may be due; harmless when it is not.</summary>
    internal sealed record TimePassed : Occurrence;

    /// <summary>The host ends because of its tasks: nothing will mend a failure any more.</summary>
    internal sealed record HostEnded : Occurrence;
}

/// <summary>A report with what the task had written by then.</summary>
internal sealed record Sighting(TaskReport Report, ImmutableArray<string> Output);
