namespace Bansuri.Host.Notifications;

/// <summary>What is remembered of a task between two occurrences.</summary>
internal sealed record Vigil
{
    public static readonly Vigil Quiet = new();

    /// <summary>The failure that stands, from the threshold on; null when none does.</summary>
    public Failure? Standing { get; init; }

    /// <summary>A failure counted as told, and no success has followed. The operator's stop does not undo what was told.</summary>
    public bool IsTold { get; init; }

    /// <summary>Failed runs in a row at the last failure.</summary>
    public int FailedRuns { get; init; }

    /// <summary>The attempt of a forever task that runs since then; null when none does, or when it is known to be healthy.</summary>
    public Life? Alive { get; init; }

    public bool HasFailure => IsTold || Standing is not null;

    /// <summary>For something that time alone will bring.</summary>
    public bool IsWaiting => Standing is { IsPending: true } || (HasFailure && Alive is not null);
}

/// <param name="Last">The newest of the failures in a row.</param>
/// <param name="Since">The monotonic clock at the first that counts.</param>
/// <param name="IsPending">Its time has not come.</param>
internal sealed record Failure(Sighting Last, TimeSpan Since, bool IsPending);

internal sealed record Life(Sighting Start, TimeSpan Since);
