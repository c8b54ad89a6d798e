using System.Collections.Immutable;

namespace Bansuri.Host.StateDirectory.States;

/// <summary>The host that ran last, for people who ask when it is gone.</summary>
internal sealed record LastHost(string Node, DateTimeOffset StartedAt)
{
    public long? JobId { get; init; }

    /// <summary>Null while it runs, and when it was killed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What ended it.</summary>
    public string? Reason { get; init; }

    /// <summary>As they were before they were stopped; empty while it runs.</summary>
    public ImmutableArray<LastTask> Tasks { get; init; } = [];
}

internal sealed record LastTask(string Name, string State, string Reason, int Runs);
