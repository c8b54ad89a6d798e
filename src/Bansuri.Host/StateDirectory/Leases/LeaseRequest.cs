namespace Bansuri.Host.StateDirectory.Leases;

/// <summary>Who wants a state directory.</summary>
internal sealed record LeaseRequest(string Directory, LeaseRecord Self)
{
    public bool TakeOver { get; init; }

    /// <summary>It runs in a job array, whose elements all run the same script.</summary>
    public bool IsArrayElement { get; init; }
}

/// <summary>What came of it.</summary>
/// <param name="Lease">Null when it was refused.</param>
/// <param name="Message">The refusal; or what was taken over from whom, for the log; or null.</param>
internal sealed record LeaseResult(Lease? Lease, string? Message)
{
    /// <summary>Whose place was taken; null when nobody held it.</summary>
    public LeaseRecord? Predecessor { get; init; }
}
