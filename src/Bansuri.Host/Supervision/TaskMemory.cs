using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>What outlives the host for one task.</summary>
internal sealed record RememberedTask(Desire Desire, DateTimeOffset? LastSlot)
{
    /// <summary>The desire is no order of the operator's: the one that is known stands.</summary>
    public bool KeepsOrder { get; init; }

    /// <summary>The host died during its last run.</summary>
    public bool WasInterrupted { get; init; }

    /// <summary>Over all hosts, for <c>max-runs</c>.</summary>
    public int SucceededRuns { get; init; }

    /// <summary>How a task that runs once has ended; null while it has not, and for other tasks.</summary>
    public OnceEnd? Once { get; init; }
}

/// <param name="Fingerprint">Of what ran.</param>
internal sealed record OnceEnd(bool Succeeded, DateTimeOffset At, string Fingerprint);

/// <summary>Where supervision keeps what the next host must know. Calls return at once; a failure to write is the keeper's business.</summary>
internal interface ITaskMemory
{
    /// <summary>The end of a task that runs once is there only where it still counts: in the same job, requeued.</summary>
    RememberedTask? Recall(string identity);

    void Remember(string identity, RememberedTask task);

    void Forget(string identity);

    /// <summary>Completes when all that was told so far is written, or could not be.</summary>
    Task SavedAsync();
}
