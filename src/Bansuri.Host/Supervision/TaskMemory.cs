using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>What outlives the host for one task.</summary>
internal sealed record RememberedTask(Desire Desire, DateTimeOffset? LastSlot)
{
    /// <summary>The host died during its last run.</summary>
    public bool WasInterrupted { get; init; }
}

/// <summary>Where supervision keeps what the next host must know. Calls return at once; a failure to write is the keeper's business.</summary>
internal interface ITaskMemory
{
    RememberedTask? Recall(string identity);

    void Remember(string identity, RememberedTask task);

    void Forget(string identity);

    /// <summary>Completes when all that was told so far is written, or could not be.</summary>
    Task SavedAsync();
}
